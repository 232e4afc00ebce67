/** Groups of the menu, in their order: what each module's entry says it belongs to. */
export const navigationGroups = {
	collective: 'Le collectif',
	action: 'L’action',
	territory: 'Le territoire',
	account: 'Rendre compte',
	installation: 'L’installation'
} as const;

export type NavigationGroup = keyof typeof navigationGroups;
