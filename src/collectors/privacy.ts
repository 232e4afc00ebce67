import type { Block } from '#core/blocks.ts';
import { answers } from '#core/server/contract.ts';
import { slugOf } from '#core/words.ts';
import { modules } from '#modules/all.ts';

/**
 * The register of processing (GDPR, article 30), as each module declares it: one section per purpose, and the
 * modules that hold no personal data named with the reason.
 */
export function registerOfProcessing(): Block[] {
	const holding = modules.filter((one) => answers(one.personalData).length > 0);
	const without = modules.filter((one) => !Array.isArray(one.personalData));
	return [
		...holding.flatMap((one) =>
			answers(one.personalData).flatMap((data): Block[] => [
				{
					kind: 'heading',
					level: 2,
					text: data.purpose,
					id: `${one.id}-${slugOf(data.purpose)}`
				},
				{
					kind: 'facts',
					title: one.name,
					entries: [
						{ label: 'Base légale', value: data.basis },
						{ label: 'Personnes concernées', value: data.people },
						{ label: 'Données', value: data.data },
						{ label: 'Destinataires', value: data.recipients },
						{ label: 'Durée de conservation', value: data.retention },
						{ label: 'D’où viennent les données', value: data.source }
					]
				}
			])
		),
		...(without.length > 0
			? [
					{
						kind: 'heading' as const,
						level: 2 as const,
						text: 'Sans donnée personnelle',
						id: 'sans-donnee-personnelle'
					},
					{
						kind: 'list' as const,
						items: without.map((one) => ({
							content: `${one.name}, ${Array.isArray(one.personalData) ? '' : one.personalData.none}.`
						}))
					}
				]
			: [])
	];
}
