/** Four parcels around a shared corner. */
export function ProductMark() {
  return (
    <svg className="product-mark" viewBox="0 0 24 24" role="img" aria-label="Bailiwick">
      <path d="M3 5.5 11 3v8.2L3 13Z" fill="var(--hue-0)" />
      <path d="m13 3 8 3v5.4l-8-.3Z" fill="var(--hue-2)" />
      <path d="m3 15 8-1.8V21l-8-2.5Z" fill="var(--hue-1)" />
      <path d="m13 13.1 8 .3V18l-8 3Z" fill="var(--hue-5)" />
    </svg>
  );
}
