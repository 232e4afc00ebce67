import ts from 'typescript';

/**
 * Functions with a name that are longer than so many lines; their inner functions count with them.
 * @param {ts.SourceFile} program
 * @param {number} limit lines
 * @returns {{ name: string, line: number, lines: number }[]}
 */
export function longFunctions(program, limit) {
	/** @type {{ name: string, line: number, lines: number }[]} */
	const found = [];
	const lineOf = (/** @type {number} */ place) =>
		program.getLineAndCharacterOfPosition(place).line + 1;
	/** @param {ts.Node} node */
	const visit = (node) => {
		const name = nameOf(node);
		if (name) {
			const line = lineOf(node.getStart(program));
			const lines = lineOf(node.end) - line + 1;
			if (lines > limit) found.push({ name, line, lines });
		}
		ts.forEachChild(node, visit);
	};
	visit(program);
	return found;
}

/**
 * Identifiers written in the file, each with its line.
 * @param {ts.SourceFile} program
 * @returns {{ name: string, line: number }[]}
 */
export function identifiersOf(program) {
	/** @type {{ name: string, line: number }[]} */
	const found = [];
	/** @param {ts.Node} node */
	const visit = (node) => {
		if (ts.isIdentifier(node))
			found.push({
				name: node.text,
				line: program.getLineAndCharacterOfPosition(node.getStart(program)).line + 1
			});
		ts.forEachChild(node, visit);
	};
	visit(program);
	return found;
}

/**
 * @param {ts.Node} node
 * @returns {string | undefined}
 */
function nameOf(node) {
	if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.name?.getText();
	const isFunction =
		ts.isVariableDeclaration(node) &&
		node.initializer &&
		(ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer));
	return isFunction ? node.name.getText() : undefined;
}
