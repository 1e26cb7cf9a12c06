import type { Endpoint } from 'comlink';

/** The part of worker_threads' Worker and MessagePort that comlink's protocol needs. */
interface NodePort {
  postMessage(message: unknown, transfer?: readonly never[]): void;
  on(event: 'message', listener: (data: unknown) => void): unknown;
  off(event: 'message', listener: (data: unknown) => void): unknown;
}

/** A worker_threads port as the endpoint that comlink expects of a browser. */
export function nodeEndpoint(port: NodePort): Endpoint {
  const wrapped = new WeakMap<object, (data: unknown) => void>();
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer as readonly never[] | undefined),
    addEventListener: (_type, listener) => {
      const heard = (data: unknown): void => {
        const event = { data } as MessageEvent;
        if ('handleEvent' in listener) listener.handleEvent(event);
        else listener(event);
      };
      port.on('message', heard);
      wrapped.set(listener, heard);
    },
    removeEventListener: (_type, listener) => {
      const heard = wrapped.get(listener);
      if (heard !== undefined) port.off('message', heard);
    },
  };
}
