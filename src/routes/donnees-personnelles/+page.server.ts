import { registerOfProcessing } from '#collectors/privacy/register.ts';
import { showBlocks } from '#collectors/show.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = ({ locals }) => ({
	title: 'Données personnelles',
	lead: 'Ce que Fanal garde sur les personnes, pourquoi, et pour combien de temps.',
	trail: [{ label: 'Mentions légales', path: '/mentions-legales' }],
	isPrintable: locals.collective !== undefined,
	html: showBlocks(registerOfProcessing(locals.collective))
});
