import { BlockList, isIP } from 'node:net';
import { OperatorError } from '../../errors.ts';

type Environment = Record<string, string | undefined>;

/**
 * Addresses that lead to no public machine (IANA registries of special-purpose addresses, RFC 6890): this machine, private
 * networks, links, documentation, multicast; and those that hold an IPv4 address inside, which could be one of them. Those of
 * `::ffff:0:0/96` are compared as the IPv4 addresses they are.
 */
const SHUT: [string, number][] = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
	['::', 96],
	['64:ff9b::', 96],
	['64:ff9b:1::', 48],
	['100::', 64],
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
	['5f00::', 16],
	['fc00::', 7],
	['fe80::', 10],
	['fec0::', 10],
	['ff00::', 8]
];

const shut = new BlockList();
for (const [address, bits] of SHUT) shut.addSubnet(address, bits, familyOf(address));

/** Machines of one's own network that webhooks may reach all the same. */
export interface PrivateMachines {
	names: ReadonlySet<string>;
	addresses: BlockList;
}

/** What `FANAL_WEBHOOKS_PRIVATE` names: machines, addresses or networks (`10.0.0.0/24`). Refuses what is none of them. */
export function privateMachines(environment: Environment = process.env): PrivateMachines {
	const names = new Set<string>();
	const addresses = new BlockList();
	const wanted = (environment['FANAL_WEBHOOKS_PRIVATE'] ?? '').split(',').map((one) => one.trim());
	for (const one of wanted.filter((text) => text !== '')) {
		const [address = '', bits] = one.split('/');
		if (isIP(address) !== 0 && isNetwork(address, bits))
			addresses.addSubnet(address, Number(bits ?? longest(address)), familyOf(address));
		else if (bits === undefined && /^[a-z0-9][a-z0-9.-]*$/i.test(one) && !/^[\d.]+$/.test(one))
			names.add(one.toLowerCase());
		else throw badSetting(one);
	}
	return { names, addresses };
}

function isNetwork(address: string, bits: string | undefined): boolean {
	return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest(address));
}

/** May a message go to this address of the internet, that a name has led to? */
export function mayReach(address: string, name: string, own: PrivateMachines): boolean {
	if (own.names.has(name.toLowerCase()) || own.addresses.check(address, familyOf(address)))
		return true;
	return !shut.check(address, familyOf(address));
}

/**
 * Why no message can go to what was typed; undefined when one may. Only `https`, but for the machines of one's own network
 * that the operator has named, which often speak plain HTTP behind their door.
 */
export function destinationRefusal(text: string, own: PrivateMachines): string | undefined {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (!url || text.length > 1000)
		return 'Cette adresse n’en est pas une : elle commence par https://.';
	const host = hostOf(url);
	const isOwn =
		own.names.has(host) || (isIP(host) !== 0 && own.addresses.check(host, familyOf(host)));
	if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:'))
		return 'Cette adresse commence par https:// : ce qui part doit être chiffré.';
	if (url.username !== '' || url.password !== '')
		return 'Retirez le compte et le mot de passe de cette adresse : la signature dit qui envoie.';
	if (isIP(host) !== 0 && !mayReach(host, host, own)) return PRIVATE_MACHINE;
	return undefined;
}

/** Machine of an address, without the brackets that IPv6 has there. */
export function hostOf(url: URL): string {
	return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

export const PRIVATE_MACHINE =
	'Cette adresse mène à une machine privée : la personne qui exploite Fanal peut la nommer dans FANAL_WEBHOOKS_PRIVATE.';

function familyOf(address: string): 'ipv4' | 'ipv6' {
	return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function longest(address: string): number {
	return isIP(address) === 6 ? 128 : 32;
}

function badSetting(one: string): OperatorError {
	return new OperatorError(
		`FANAL_WEBHOOKS_PRIVATE nomme « ${one} », qui n’est ni une machine, ni une adresse, ni un réseau.`,
		'Par exemple : FANAL_WEBHOOKS_PRIVATE="site.local, 10.0.0.12, 192.168.1.0/24"'
	);
}
