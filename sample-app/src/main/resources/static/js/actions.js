// What can be done here: orders, and faults if the server is the embedded one.

import { post, toast } from "./http.js";

const byId = (id) => document.getElementById(id);
const usualNote = byId("fault-note").textContent;

export function showFeed(running) {
	byId("feed").checked = running;
}

export async function startActions({ publishing, faults }) {
	const hints = [];
	if (publishing) {
		await startOrders();
	}
	else {
		byId("order").querySelectorAll("select, input, button").forEach((control) => control.disabled = true);
		hints.push("Orders can be placed once the app's id and secret are configured.");
	}
	if (faults) {
		document.querySelectorAll(".fault").forEach(startFault);
	}
	else {
		byId("faults").hidden = true;
		hints.push("Faults can be caused when the application runs on the embedded server.");
	}
	byId("hint").textContent = hints.join(" ");
	byId("hint").hidden = hints.length === 0;
}

async function startOrders() {
	const menu = await (await fetch("api/menu")).json();
	byId("item").replaceChildren(...menu.map((item) => new Option(item)));
	byId("order").addEventListener("submit", async (submit) => {
		submit.preventDefault();
		const order = await post("api/orders", { item: byId("item").value, quantity: byId("quantity").valueAsNumber });
		if (order) {
			toast(`Order ${order.id} is placed`);
		}
	});
	byId("rush").addEventListener("click", async () => {
		byId("rush").disabled = true;
		await post("api/orders/rush");
		byId("rush").disabled = false;
	});
	byId("feed").addEventListener("change", () => post("api/feed", { running: byId("feed").checked }));
}

function startFault(button) {
	button.addEventListener("click", async () => {
		button.disabled = true;
		const fault = await post(`api/faults/${button.dataset.fault}`);
		const end = Date.now() + (fault?.millis ?? 0);
		const note = byId("fault-note");
		const count = () => {
			const seconds = Math.ceil((end - Date.now()) / 1000);
			button.disabled = seconds > 0;
			note.textContent = seconds > 0 ? `${button.textContent}: ${seconds} s to go` : usualNote;
			if (seconds > 0) {
				setTimeout(count, 250);
			}
		};
		count();
	});
}
