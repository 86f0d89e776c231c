// Calls of the application.

const shown = document.getElementById("toast");
let hiding;

export function toast(text) {
	shown.textContent = text;
	shown.classList.add("shown");
	clearTimeout(hiding);
	hiding = setTimeout(() => shown.classList.remove("shown"), 4000);
}

/** Returns what the application answers ({} for nothing), or null after it was told why not. */
export function post(path, body = {}) {
	return call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** Returns what the application answers, or null after it was told why not. */
export function get(path) {
	return call(path, {});
}

async function call(path, options) {
	try {
		const response = await fetch(path, options);
		const text = await response.text();
		const answer = text ? JSON.parse(text) : {};
		if (response.ok) {
			return answer;
		}
		toast(answer.detail ?? answer.message ?? answer.error ?? `The application answered ${response.status}`);
	}
	catch (error) {
		toast(`The application cannot be reached: ${error.message}`);
	}
	return null;
}
