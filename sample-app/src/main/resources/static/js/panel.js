// One client on the page: both are shown alike, whatever they are.

const ROWS = 60;
const SECONDS = 60;

const clock = new Intl.DateTimeFormat(undefined, {
	hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"
});

function element(name, text, className) {
	const created = document.createElement(name);
	created.textContent = text;
	if (className) {
		created.className = className;
	}
	return created;
}

function format(field, value) {
	const money = field === "price" || field === "amount";
	return money ? Number(value).toFixed(2) : String(value);
}

export class Panel {

	constructor(id, title, subtitle) {
		this.root = document.getElementById(id);
		this.root.append(document.getElementById("panel").content.cloneNode(true));
		this.parts = Object.fromEntries([...this.root.querySelectorAll("[data-part]")]
			.map((part) => [part.dataset.part, part]));
		this.rates = new Array(SECONDS).fill(0);
		this.parts.title.id = `${id}-title`;
		this.parts.title.textContent = title;
		this.parts.subtitle.textContent = subtitle;
		this.parts.text.id = `${id}-text`;
		this.parts["note-label"].htmlFor = `${id}-text`;
		this.parts.log.setAttribute("aria-label", `Connection log of ${title}`);
		this.parts.events.setAttribute("aria-label", `Events of ${title}`);
		this.clear();
	}

	clear() {
		this.parts.log.replaceChildren();
		this.parts.events.replaceChildren(element("li", "Nothing has arrived yet.", "empty"));
	}

	showState(state) {
		this.parts.state.dataset.state = state;
		this.parts.state.textContent = state.charAt(0).toUpperCase() + state.slice(1);
	}

	showIdentity(socketId, user) {
		this.parts.socket.textContent = socketId ?? "–";
		this.parts.socket.title = socketId ?? "";
		this.parts.user.textContent = user ?? "–";
	}

	/** channels: objects with name and state (pending, subscribed, failed) */
	showChannels(channels) {
		this.parts.channels.replaceChildren(...channels.map(({ name, state }) => {
			const item = element("li", name);
			item.dataset.state = state;
			item.dataset.channel = name;
			item.append(element("span", ` ${state}`, "visually-hidden"));
			return item;
		}));
	}

	/** members: objects with id, name and whether it is me */
	showMembers(members) {
		this.parts.count.textContent = members.length ? `(${members.length})` : "";
		this.parts.members.replaceChildren(...members.map(({ id, name, me }) => {
			const item = element("li", "");
			item.dataset.member = id;
			item.append(element("span", name), element("span", id, "id"));
			if (me) {
				item.append(element("span", "this one", "me"));
			}
			return item;
		}));
	}

	showThroughput(received, lastSecond) {
		this.parts.received.textContent = received.toLocaleString();
		this.parts.rate.textContent = lastSecond;
		this.rates.push(lastSecond);
		this.rates.shift();
		const highest = Math.max(4, ...this.rates);
		const points = this.rates.map((rate, i) => `${(i * 120 / (SECONDS - 1)).toFixed(1)},${(23 - 22 * rate / highest).toFixed(1)}`);
		this.parts.spark.setAttribute("points", points.join(" "));
	}

	/** level: good, warning or error; the same once more is only counted */
	log(level, title, detail, time = new Date()) {
		const latest = this.parts.log.firstElementChild;
		if (latest?.dataset.text === title + detail) {
			latest.dataset.times = Number(latest.dataset.times ?? 1) + 1;
			return;
		}
		const row = element("li", "");
		row.dataset.level = level;
		row.dataset.text = title + detail;
		row.append(element("time", clock.format(time)), element("strong", title), element("span", detail));
		this.#add(this.parts.log, row);
	}

	event({ channel, event, type, data, userId, sent, time = new Date() }) {
		this.parts.events.querySelector(".empty")?.remove();
		const row = element("li", "");
		row.dataset.event = event;
		row.dataset.channel = channel;
		const line = element("div", "", "line");
		line.append(element("strong", event), element("span", sent ? `sent to ${channel}` : channel, "channel"),
			element("time", clock.format(time)));
		const fields = element("div", "", "data");
		fields.append(element("span", type, "type"));
		const entries = Object.entries(data);
		if (userId) {
			entries.unshift(["from", userId]);
		}
		for (const [name, value] of entries) {
			const field = element("span", "", "field");
			field.dataset.field = name;
			field.append(element("b", name), ` ${format(name, value)}`);
			fields.append(field);
		}
		row.append(line, fields);
		this.#add(this.parts.events, row);
	}

	onNote(send) {
		this.parts.note.addEventListener("submit", async (submit) => {
			submit.preventDefault();
			const text = this.parts.text.value.trim();
			if (text && await send(text)) {
				this.parts.text.value = "";
			}
		});
	}

	#add(list, row) {
		list.prepend(row);
		while (list.children.length > ROWS) {
			list.lastElementChild.remove();
		}
	}

}
