/** What a machine calls the key it uses without a person. Signed as it is, so elsewhere it is read with a grain of salt. */
export const THIS_MACHINE = 'This machine';

/** A signer's name as it is true here: "This machine" on another laptop is another machine. */
export const nameHere = (name: string, isOwn: boolean): string =>
  name === THIS_MACHINE && !isOwn ? 'Another machine' : name;
