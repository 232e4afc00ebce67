/**
 * Does an address show one host and lead to another? `https://good.test@evil.test` leads to evil.test; one that no
 * browser reads leads nobody knows where. Addresses of mail and phone hide none.
 */
export function hidesHost(address: string): boolean {
	if (!/^https?:/i.test(address)) return false;
	if (!URL.canParse(address) || /[\\\s]/.test(address)) return true;
	const { username, password } = new URL(address);
	return username !== '' || password !== '' || /^https?:\/*[^/?#]*@/i.test(address);
}
