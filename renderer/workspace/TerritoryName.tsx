import { Lock } from 'lucide-react';
import './territory-name.css';

/** A territory by its colour and its name; the name is always there, so the colour is never alone. */
export function TerritoryName(props: {
  readonly colour: string | undefined;
  readonly name: string;
  readonly locked?: boolean;
  /** The key that chooses it, 1…9. */
  readonly digit?: number | undefined;
}) {
  const { colour, name, locked = false, digit } = props;
  return (
    <span className="territory-name">
      <span
        className={colour === undefined ? 'swatch is-empty' : 'swatch'}
        style={colour === undefined ? {} : { background: colour }}
        aria-hidden="true"
      >
        {digit}
      </span>
      <span className="truncate">{name}</span>
      {locked ? <Lock role="img" aria-label="locked" /> : null}
    </span>
  );
}
