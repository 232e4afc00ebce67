import type { Palette } from '../colours.ts';

const FONTS = "font-family:Verdana,'DejaVu Sans',Geneva,sans-serif";

/** Styles on each element: many mail readers take no other. */
export const STYLES = (palette: Palette) => ({
	body: `margin:0;padding:0;background:${palette.tint}`,
	ground: `background:${palette.tint}`,
	sheet: `max-width:600px;background:#ffffff;border:1px solid ${palette.line}`,
	band: `${FONTS};background:${palette.main};color:${palette.onMain};border-bottom:4px solid ${palette.accent};padding:14px 24px;font-size:18px;font-weight:bold`,
	content: `${FONTS};color:${palette.ink};padding:24px;font-size:16px;line-height:1.5`,
	title: `margin:0 0 16px;font-size:20px;line-height:1.3;color:${palette.mainText}`,
	heading: `margin:20px 0 8px;font-size:17px;line-height:1.3;color:${palette.mainText}`,
	paragraph: 'margin:0 0 14px',
	list: 'margin:0 0 14px;padding:0 0 0 20px',
	item: 'margin:0 0 6px',
	link: `color:${palette.mainText};text-decoration:underline`,
	button: `display:inline-block;background:${palette.main};color:${palette.onMain};padding:12px 20px;border-radius:6px;text-decoration:none;font-weight:bold`,
	address: 'word-break:break-all',
	small: `margin:0 0 8px;font-size:14px;line-height:1.4;color:${palette.soft}`,
	footer: `${FONTS};padding:16px 24px;border-top:1px solid ${palette.line}`
});

/** What cannot be said on an element: the paper, for who prints. */
export function styled(palette: Palette): string {
	return `<style>a{color:${palette.mainText}}@media print{body{background:#ffffff}}</style>`;
}
