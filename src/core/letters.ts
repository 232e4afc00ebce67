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

/**
 * Letters that the eye does not tell from those of the Latin alphabet, small or capital: Cyrillic, Greek, Armenian, Cherokee, Lisu,
 * phonetic and small capital letters. Source: Unicode Technical Standard 39, `confusables.txt`, the letters that names are made of.
 */
const SEEN: Record<string, string> = Object.fromEntries(
	(
		'а=a в=b е=e ԍ=g н=h һ=h і=i ј=j к=k ӏ=l м=m о=o р=p ԛ=q с=c ѕ=s т=t у=y ү=y х=x ԝ=w ԁ=d ѵ=v г=r ' +
		'α=a β=b ε=e ζ=z η=n ι=i κ=k μ=m ν=v ο=o ρ=p τ=t υ=u χ=x ω=w ϲ=c ϳ=j ' +
		'օ=o ս=u հ=h ո=n ց=g զ=q յ=j ք=p ' +
		'Ꭺ=a Ꮟ=b Ᏼ=b Ꮯ=c Ꭰ=d Ꭼ=e Ꮐ=g Ꮋ=h Ꭵ=i Ꭻ=j Ꮶ=k Ꮮ=l Ꮇ=m Ꮲ=p Ꭱ=r Ꮢ=r Ꮪ=s Ꭲ=t Ꮩ=v Ꮃ=w Ꮤ=w Ꭹ=y Ꮓ=z ' +
		'ꓮ=a ꓐ=b ꓚ=c ꓓ=d ꓰ=e ꓝ=f ꓖ=g ꓧ=h ꓲ=i ꓙ=j ꓗ=k ꓡ=l ꓟ=m ꓠ=n ꓳ=o ꓑ=p ꓣ=r ꓢ=s ꓔ=t ꓴ=u ꓦ=v ꓪ=w ꓫ=x ꓬ=y ꓜ=z ' +
		'ɑ=a ʙ=b ɡ=g ɢ=g ʜ=h ɪ=i ɩ=i ʟ=l ɴ=n ʀ=r ʏ=y ᴀ=a ᴄ=c ᴅ=d ᴇ=e ᴊ=j ᴋ=k ᴍ=m ᴏ=o ᴘ=p ᴛ=t ᴜ=u ᴠ=v ᴡ=w ᴢ=z ꜰ=f ꜱ=s'
	)
		.split(' ')
		.map((pair) => pair.toLowerCase().split('='))
);
const ALIKE = new RegExp(`[${Object.keys(SEEN).join('')}]`, 'gu');

/** A text in lower case with the Latin letters that are drawn as these: "Ludоvic" with a Cyrillic о → "ludovic". */
export function seenLetters(text: string): string {
	return text.replace(ALIKE, (letter) => SEEN[letter] ?? letter);
}
