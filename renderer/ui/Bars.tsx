interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** Small bars with their figures: a breakdown beside numbers, not a chart to be read alone. */
export function Bars({ bars, signed = false }: { readonly bars: readonly Bar[]; readonly signed?: boolean }) {
  const reach = Math.max(1e-9, ...bars.map((bar) => Math.abs(bar.value)));
  const zero = signed ? 50 : 0;
  const scale = signed ? 50 : 100;
  return (
    <div className="bars">
      {bars.map((bar) => {
        const width = (Math.abs(bar.value) / reach) * scale;
        return [
          <span key={`${bar.label} label`} className="truncate">
            {bar.label}
          </span>,
          <span key={`${bar.label} bar`} className="bars-track" aria-hidden="true">
            <span
              className={bar.value < 0 ? 'bars-fill is-negative' : 'bars-fill'}
              style={{ left: `${bar.value < 0 ? zero - width : zero}%`, width: `${width}%` }}
            />
            {signed ? <span className="bars-zero" style={{ left: '50%' }} /> : null}
          </span>,
          <span key={`${bar.label} text`} className="number">
            {bar.text}
          </span>,
        ];
      })}
    </div>
  );
}
