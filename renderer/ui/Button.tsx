import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import { Tooltip } from './Tooltip.tsx';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  readonly kind?: 'primary' | 'normal' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  /** The key that does the same, shown at the end. */
  readonly keys?: string;
}

export function Button({ kind = 'normal', icon, keys, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${kind}`}>
      {icon}
      <span>{children}</span>
      {keys === undefined ? null : <kbd aria-hidden="true">{keys}</kbd>}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** Said by screen readers and shown on hover. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly pressed?: boolean;
}

export function IconButton({ label, icon, keys, pressed, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={`icon-button${pressed === true ? ' is-pressed' : ''}`}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
