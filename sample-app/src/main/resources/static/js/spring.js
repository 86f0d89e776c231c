// The Spring Boot application, as it tells by server-sent events.

import { post } from "./http.js";
import { Panel } from "./panel.js";

export function startSpring(onFeed) {
	const panel = new Panel("spring", "Spring Boot application", "PusherClient, shown here through server-sent events");
	const source = new EventSource("api/live");
	const on = (type, show) => source.addEventListener(type, ({ data }) => show(JSON.parse(data)));

	// whatever was shown is told again
	source.addEventListener("open", () => panel.clear());
	source.addEventListener("error", () => panel.showState("unknown"));

	on("status", ({ state, socketId, user, channels, members }) => {
		panel.showState(state.toLowerCase());
		panel.showIdentity(socketId, user);
		panel.showChannels(channels.map((channel) => ({ name: channel.name, state: channel.state.toLowerCase() })));
		panel.showMembers(members);
	});
	on("throughput", ({ received, lastSecond }) => panel.showThroughput(received, lastSecond));
	on("log", ({ level, title, detail, time }) => panel.log(level.toLowerCase(), title, detail, new Date(time)));
	on("event", (event) => panel.event({ ...event, time: new Date(event.time) }));
	on("feed", ({ running }) => onFeed(running));

	panel.onNote((text) => post("api/notes", { text }));
}
