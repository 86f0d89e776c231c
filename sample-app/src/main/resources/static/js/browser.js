// The browser itself, with Pusher's own library on the same server.

import { get, toast } from "./http.js";
import { Panel } from "./panel.js";

const EVENTS = ["order-placed", "payment-received", "client-note"];
const ORDER = "order-placed";
const DESK = "presence-desk";
const RECOVERY_MILLIS = 3000;

function connect({ key, cluster, host, port, path, tls, channelAuth, userAuth, visitor }) {
	// the embedded server believes these; a real one knows who asks
	const params = { user_id: visitor.id, user_info: JSON.stringify({ name: visitor.name }) };
	const options = {
		cluster: cluster ?? "mt1",
		forceTLS: tls,
		enabledTransports: ["ws", "wss"],
		enableStats: false,
		channelAuthorization: channelAuth ? { endpoint: channelAuth, transport: "ajax", params } : undefined,
		userAuthentication: userAuth ? { endpoint: userAuth, transport: "ajax", params } : undefined
	};
	if (host) {
		Object.assign(options, { wsHost: host, wsPath: path });
	}
	if (host && port) {
		Object.assign(options, { wsPort: port, wssPort: port });
	}
	return new window.Pusher(key, options);
}

export function startBrowser(settings) {
	const panel = new Panel("browser", "This browser", "pusher-js 8.6.0, the official client");
	const pusher = connect(settings);
	const states = new Map(settings.channels.toSorted().map((name) => [name, "pending"]));
	let received = 0;
	let before = 0;
	let recovery;

	const showChannels = () => panel.showChannels([...states].map(([name, state]) => ({ name, state })));
	const showIdentity = () => {
		const connected = pusher.connection.state === "connected";
		panel.showIdentity(connected ? pusher.connection.socket_id : null, pusher.user.user_data?.id);
	};
	const mark = (name, state) => {
		states.set(name, state);
		showChannels();
	};

	// pusher-js gives up after a refusal too: a new connection makes it ask for everything anew
	const recover = () => {
		if (recovery === undefined) {
			panel.log("warning", "Recovery", `The page connects again in ${RECOVERY_MILLIS / 1000} s`);
			recovery = setTimeout(() => {
				recovery = undefined;
				pusher.disconnect();
				pusher.connect();
			}, RECOVERY_MILLIS);
		}
	};

	pusher.connection.bind("state_change", ({ previous, current }) => {
		panel.showState(current);
		panel.log(current === "connected" ? "good" : "warning", current.toUpperCase(), `The connection was ${previous.toUpperCase()}`);
		if (current !== "connected") {
			states.forEach((state, name) => states.set(name, "pending"));
			showChannels();
			panel.showMembers([]);
		}
		showIdentity();
	});
	pusher.connection.bind("error", (failure) => {
		const { code, message } = failure.error?.data ?? failure.data ?? {};
		panel.log("error", code ? `Error ${code}` : "Error", message ?? "The connection failed");
		if (code === 4004) {
			recover();
		}
	});
	pusher.bind("pusher:signin_success", () => {
		panel.log("good", "Signed in", `as '${settings.visitor.id}'`);
		// the library's own listener may come after this one
		queueMicrotask(showIdentity);
	});

	for (const name of settings.channels) {
		const channel = pusher.subscribe(name);
		const orders = new Set();
		let subscribed = false;
		const show = (event, data, userId) => {
			// an order that was fetched may arrive as well
			if (event === ORDER) {
				if (orders.has(data.id)) {
					return;
				}
				orders.add(data.id);
			}
			received++;
			panel.event({ channel: name, event, type: typeof data, data, userId });
		};
		channel.bind("pusher:subscription_succeeded", async () => {
			mark(name, "subscribed");
			panel.log("good", "Subscribed", `to '${name}'`);
			showMembers(name, channel);
			// Channels keeps no history: the application has one
			if (subscribed && name.endsWith("orders")) {
				const after = Math.max(0, ...orders);
				const missed = await get(`/api/orders?channel=${encodeURIComponent(name)}&after=${after}`) ?? [];
				missed.forEach((order) => show(ORDER, order));
			}
			subscribed = true;
		});
		channel.bind("pusher:subscription_error", ({ status, error }) => {
			mark(name, "failed");
			// its messages end in instructions for developers
			const reason = (error ?? "refused").split(". ")[0];
			panel.log("error", `Subscription error ${status ?? ""}`.trim(), `'${name}': ${reason}`);
			recover();
		});
		channel.bind("pusher:member_added", () => showMembers(name, channel));
		channel.bind("pusher:member_removed", () => showMembers(name, channel));
		for (const event of EVENTS) {
			channel.bind(event, (data, metadata) => show(event, data, metadata?.user_id));
		}
	}

	function showMembers(name, channel) {
		if (name === DESK) {
			const members = [];
			channel.members.each(({ id, info }) => members.push({ id, name: info?.name ?? id, me: id === channel.members.me.id }));
			panel.showMembers(members);
		}
	}

	setInterval(() => {
		panel.showThroughput(received, received - before);
		before = received;
	}, 1000);

	panel.onNote((text) => {
		const sent = pusher.channel(DESK)?.trigger("client-note", { text }) ?? false;
		if (sent) {
			panel.event({ channel: DESK, event: "client-note", type: "object", data: { text }, sent: true });
		}
		else {
			toast("The note was not sent: there is no subscription to the desk");
		}
		return sent;
	});

	panel.showState(pusher.connection.state);
	showChannels();
	if (settings.userAuth) {
		pusher.signin();
	}
}
