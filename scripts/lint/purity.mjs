/** Lint rules no built-in one has: what would make a pure room give other answers elsewhere or at another time. */

const isName = (node, name) => node.type === 'Identifier' && node.name === name;

const noClock = {
  meta: { type: 'problem' },
  create: (context) => {
    const report = (node) =>
      context.report({ node, message: 'This room is pure: pass the time in, it may not look at a clock.' });
    return {
      NewExpression(node) {
        if (isName(node.callee, 'Date') && node.arguments.length === 0) report(node);
      },
      CallExpression(node) {
        if (isName(node.callee, 'Date')) report(node);
      },
    };
  },
};

/** Text that follows the machine's language: the locale must be named. */
const noImplicitLocale = {
  meta: { type: 'problem' },
  create: (context) => ({
    CallExpression({ callee, arguments: given }) {
      if (callee.type !== 'MemberExpression' || callee.computed) return;
      const needed = { localeCompare: 2, toLocaleString: 1, toLocaleLowerCase: 1, toLocaleUpperCase: 1 };
      const least = Object.hasOwn(needed, callee.property.name) ? needed[callee.property.name] : 0;
      if (given.length < least) {
        const message = `This room is pure: name the locale of ${callee.property.name}, machines differ in theirs.`;
        context.report({ node: callee, message });
      }
    },
  }),
};

export default {
  meta: { name: 'purity' },
  rules: { 'no-clock': noClock, 'no-implicit-locale': noImplicitLocale },
};
