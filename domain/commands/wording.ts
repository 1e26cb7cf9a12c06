/** "1 account", "30 accounts". */
export const accountsPhrase = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`);
