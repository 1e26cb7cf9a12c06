/** Whether a spreadsheet would run the text as a formula (CWE-1236). In machine files such text is refused, not altered. */
export const runsAsFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);
