// Passkeys live in the browser: the two pages that use them, and no other, load this. Forms say what they do by
// data-passkey ("entrer", "ajouter") and where to go next by data-next.
for (const form of document.querySelectorAll('form[data-passkey]'))
	if (form instanceof HTMLFormElement) form.addEventListener('submit', useKey);

/** @param {SubmitEvent} event */
async function useKey(event) {
	event.preventDefault();
	const form = event.currentTarget;
	if (!(form instanceof HTMLFormElement)) return;
	const say = (/** @type {string} */ words) =>
		form.querySelector('[role="status"]')?.replaceChildren(words);
	say('Votre appareil attend votre accord…');
	try {
		const place = location.pathname.replace(/\/$/, '');
		const options = await ask(`${place}/options`);
		const credential =
			form.dataset['passkey'] === 'ajouter'
				? await navigator.credentials.create({
						publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)
					})
				: await navigator.credentials.get({
						publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)
					});
		if (!(credential instanceof PublicKeyCredential)) throw new Error('');
		const name = new FormData(form).get('nom');
		await ask(`${place}/preuve`, { name, response: credential.toJSON() });
		location.assign(form.dataset['next'] ?? '/compte');
	} catch (failure) {
		say(sentenceFor(failure));
	}
}

/**
 * @param {string} path
 * @param {object} [body]
 */
async function ask(path, body) {
	const answer = await fetch(path, {
		headers: { accept: 'application/json', 'content-type': 'application/json' },
		...(body ? { method: 'POST', body: JSON.stringify(body) } : {})
	});
	const content = await answer.json();
	if (!answer.ok) throw new Error(content.message);
	return content;
}

/** @param {unknown} failure */
function sentenceFor(failure) {
	if (typeof PublicKeyCredential?.parseCreationOptionsFromJSON !== 'function')
		return 'Ce navigateur ne connaît pas les clés d’accès : entrez par un lien.';
	const { name = '', message = '' } = failure instanceof Error ? failure : {};
	if (name === 'NotAllowedError') return 'Rien n’a été fait : l’accord n’a pas été donné.';
	if (name === 'SecurityError')
		return 'Une clé demande un site en https, qui a un nom : entrez par un lien.';
	if (name === 'InvalidStateError') return 'Cet appareil a déjà une clé pour ce compte.';
	return message || 'La clé n’a pas pu être utilisée : recommencez.';
}
