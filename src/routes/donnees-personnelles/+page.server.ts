import { registerOfProcessing } from '#collectors/privacy/register.ts';
import { showBlocks } from '#collectors/show.ts';
import { wayTo, type Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = async ({ locals }) => ({
	title: 'Données personnelles',
	lead: 'Ce que Fanal garde sur les personnes, pourquoi, et pour combien de temps.',
	trail: [{ label: 'Mentions légales', path: '/mentions-legales' }],
	isPrintable: locals.collective !== undefined,
	html: showBlocks(
		registerOfProcessing(
			locals.collective,
			await wayTo(locals.actor, '/compte/donnees', '/compte/donnees')
		)
	)
});
