import { execFile } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

/** A browser that runs under root, talks to this machine only, and draws the same everywhere. */
const FLAGS = [
	'--no-sandbox',
	'--disable-dev-shm-usage',
	'--disable-gpu',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-domain-reliability',
	'--disable-sync',
	'--no-pings',
	'--font-render-hinting=none',
	'--force-color-profile=srgb',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'
];

/** Starts a headless Chromium: the one of `CHROMIUM_PATH`, or the one that comes out of node_modules. */
export async function launchBrowser(): Promise<Browser> {
	return patient(await chromium.launch(await launchOptions()));
}

/** Its pages wait for what must come as long as the tests do, not the thirty seconds of the library. */
function patient(browser: Browser): Browser {
	const open = browser.newContext.bind(browser);
	browser.newContext = async (options) => {
		const context = await open(options);
		context.setDefaultTimeout(PATIENCE_MS);
		return context;
	};
	return browser;
}

async function launchOptions(): Promise<LaunchOptions> {
	const own = process.env['CHROMIUM_PATH'];
	if (own) return { executablePath: own, args: FLAGS, timeout: PATIENCE_MS };
	const folder = await unpackedChromium();
	return {
		executablePath: join(folder, 'chromium'),
		timeout: PATIENCE_MS,
		args: FLAGS,
		env: {
			...process.env,
			// Names of files keep their accents, whatever the language of the machine.
			LC_ALL: 'C.UTF-8',
			// The libraries a bare machine lacks (NSS, NSPR, Expat) come with the browser.
			LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
			FONTCONFIG_FILE: join(folder, 'fonts.conf')
		}
	};
}

/** Folder of the unpacked browser; unpacked once per version, in about two seconds. */
async function unpackedChromium(): Promise<string> {
	const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
	const source = dirname(dirname(main));
	// The shape is npm’s own.
	const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
		version: string;
	};
	const cache = join(source, '../../.cache');
	const folder = join(cache, `chromium-${version}`);
	if (existsSync(folder)) return folder;
	mkdirSync(cache, { recursive: true });
	const fresh = mkdtempSync(join(cache, 'chromium-new-'));
	try {
		await unpack(main, join(source, 'bin'), fresh);
		writeFileSync(join(fresh, 'fonts.conf'), fontConfiguration(folder));
		renameSync(fresh, folder);
	} catch (error) {
		rmSync(fresh, { recursive: true, force: true });
		// Another test file was unpacking at the same time and came first.
		if (!existsSync(folder)) throw error;
	}
	return folder;
}

/** Unpacks in a process of its own: the package knows no other place than the folder of temporary files. */
async function unpack(main: string, archives: string, target: string): Promise<void> {
	const files = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
	const program = `
		import { inflate } from ${JSON.stringify(main)};
		await Promise.all(${JSON.stringify(files.map((file) => join(archives, file)))}.map(inflate));`;
	await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
		env: { ...process.env, TMPDIR: target }
	});
}

function fontConfiguration(folder: string): string {
	return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir>${folder}/fonts/fonts</dir>
	<cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
