import { expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

test('the browser draws a page in French and knows no other machine', async () => {
	const browser = await launchBrowser();
	try {
		const page = await browser.newPage({ javaScriptEnabled: false });
		await page.goto('data:text/html;charset=utf-8,<title>Phare</title><h1>Été à Rive-de-Gier</h1>');

		expect(await page.title()).toBe('Phare');
		expect((await page.screenshot()).length).toBeGreaterThan(5_000);
		await expect(page.goto('http://fanal.example/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
	} finally {
		await browser.close();
	}
});
