// Three comforts; every page works without them. "/" goes to the search field, unless switched off (RGAA 12.10).
// A link to a figure opens its explanation over the page.
const KEY = 'fanal-raccourci';
const search = document.getElementById('recherche');
const box = document.getElementById('raccourci');
if (box instanceof HTMLInputElement) {
	box.checked = localStorage.getItem(KEY) !== 'non';
	box.closest('label')?.removeAttribute('hidden');
	box.addEventListener('change', () => localStorage.setItem(KEY, box.checked ? 'oui' : 'non'));
}
document.addEventListener('keydown', (event) => {
	const typing =
		event.target instanceof Element &&
		event.target.closest('input,textarea,select,[contenteditable]');
	if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
	if (localStorage.getItem(KEY) === 'non' || !search) return;
	event.preventDefault();
	search.focus();
});
document.addEventListener('click', async (event) => {
	const link = event.target instanceof Element && event.target.closest('a[data-panel]');
	if (
		!(link instanceof HTMLAnchorElement) ||
		event.ctrlKey ||
		event.metaKey ||
		event.shiftKey ||
		event.button
	)
		return;
	event.preventDefault();
	try {
		const answer = await fetch(link.href);
		const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
		const content = page.querySelector('main');
		if (!answer.ok || !content) throw new Error('no panel');
		const panel = document.createElement('dialog');
		panel.setAttribute('aria-label', page.title);
		const close = document.createElement('button');
		close.textContent = 'Fermer';
		close.addEventListener('click', () => panel.close());
		const whole = document.createElement('a');
		whole.href = link.href;
		whole.textContent = 'Ouvrir la page';
		const tools = document.createElement('p');
		tools.append(close, ' ', whole);
		content.querySelector('.trail')?.remove();
		panel.append(tools, ...content.childNodes);
		panel.addEventListener('close', () => {
			panel.remove();
			link.focus();
		});
		document.body.append(panel);
		panel.showModal();
	} catch {
		// The panel is a comfort: the page of the figure says the same.
		location.assign(link.href);
	}
});
// Who will read a record follows what one answers: the page of its form, asked with these answers, says it.
let asked = 0;
document.addEventListener('change', async (event) => {
	const field = event.target instanceof Element ? event.target.closest('[data-follows]') : null;
	const form = field?.closest('form');
	const told = form?.querySelector('.told strong');
	const chosen = form?.querySelector('.chosen strong');
	if (!form || !told || !chosen) return;
	const turn = ++asked;
	const page = new URL(form.getAttribute('action') || location.href, location.href);
	page.search = '';
	for (const [name, value] of new FormData(form))
		if (value && typeof value === 'string' && form.querySelector(`[data-follows] [name="${name}"]`))
			page.searchParams.set(name, value);
	try {
		const answer = await fetch(page);
		const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html');
		const said = drawn.querySelector('.told strong')?.textContent;
		if (!answer.ok || !said || turn !== asked) return;
		told.textContent = said;
		chosen.textContent = said;
		form.querySelector('.by-sort')?.toggleAttribute('hidden', !drawn.querySelector('.by-sort'));
	} catch {
		// What the page says without a script stands.
	}
});
