import { Label, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import './slider.css';

export function Slider(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly step?: number;
  readonly formatOptions?: Intl.NumberFormatOptions;
}) {
  const { label, onChange, minValue = 0, maxValue = 1, step = 0.05, ...rest } = props;
  const part = (props.value - minValue) / (maxValue - minValue);
  return (
    <AriaSlider
      {...rest}
      className="slider"
      minValue={minValue}
      maxValue={maxValue}
      step={step}
      onChange={(value) => onChange(Array.isArray(value) ? (value[0] ?? minValue) : value)}
    >
      <Label className="field-label">{label}</Label>
      <SliderOutput className="slider-output" />
      <SliderTrack className="slider-track">
        <div className="slider-fill" style={{ width: `${part * 100}%` }} />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </AriaSlider>
  );
}
