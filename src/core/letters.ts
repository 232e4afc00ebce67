/** Letters that no decomposition of Unicode leads to the letters that people type instead; lower case. */
const OPENED: Record<string, string> = Object.fromEntries(
	'œ=oe æ=ae ß=ss þ=th ł=l ø=o đ=d ð=d ı=i ħ=h ŧ=t ŋ=n ĸ=k ə=e ɛ=e ɔ=o ɓ=b ɖ=d ɗ=d ƙ=k ƴ=y ƒ=f ɣ=g ʋ=v ς=σ'
		.split(' ')
		.map((pair) => pair.split('='))
);
const SPECIAL = new RegExp(`[${Object.keys(OPENED).join('')}]`, 'gu');

/** A text in lower case with the letters that people type instead of these: "łøß" → "loss". */
export function openedLetters(text: string): string {
	return text.replace(SPECIAL, (letter) => OPENED[letter] ?? letter);
}
