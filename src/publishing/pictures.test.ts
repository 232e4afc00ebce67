import { describe, expect, test } from 'vitest';
import { cleanSvg } from './pictures.ts';

const svg = (inside: string) =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`;

test('a drawing keeps its shapes and gets its description', () => {
	expect(
		cleanSvg(svg('<path d="M0 0h9" fill="#123"/>'), { role: 'img', 'aria-label': 'a "b"' })
	).toBe(
		'<svg viewBox="0 0 9 9" role="img" aria-label="a &quot;b&quot;"><path d="M0 0h9" fill="#123"/></svg>'
	);
});

describe('a hostile drawing', () => {
	test.each([
		svg('<script>alert(1)</script>'),
		svg('<foreignObject><p>x</p></foreignObject>'),
		svg('<image href="https://evil.example/x.png"/>'),
		svg('<style>@import url(x)</style>'),
		svg('<g>'),
		`${svg('')}<svg></svg>`,
		'<p>x</p>',
		'plain words',
		''
	])('is refused: %s', (source) => {
		expect(cleanSvg(source, {})).toBeNull();
	});

	test('loses what could run, fetch or restyle', () => {
		const source = svg(
			'<rect onload="alert(1)" style="fill:red" href="javascript:x" fill="url(https://evil.example)" width="3"/>'
		);
		expect(cleanSvg(source, {})).toBe('<svg viewBox="0 0 9 9"><rect width="3"/></svg>');
	});
});
