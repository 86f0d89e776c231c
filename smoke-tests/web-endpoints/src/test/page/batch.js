const query = new URLSearchParams(location.search);

function show(line) {
	const item = document.createElement("li");
	item.textContent = line;
	document.querySelector("ul").append(item);
}

const pusher = new Pusher("app-key", {
	cluster: "",
	wsHost: "127.0.0.1",
	wsPort: query.get("port"),
	forceTLS: false,
	enabledTransports: ["ws"],
	authorizer: PusherBatchAuthorizer,
	authEndpoint: "/pusher/auth",
	auth: { headers: { "X-XSRF-TOKEN": document.cookie.match(/XSRF-TOKEN=([^;]+)/)?.[1] } }
});

for (const name of ["private-diary-of-ann", "private-diary-of-bob", "private-encrypted-diary-of-ann", "presence-desk"]) {
	const channel = pusher.subscribe(name);
	channel.bind("pusher:subscription_succeeded", () => {
		const me = channel.members?.me;
		show(`${name}: subscribed` + (me ? ` as ${me.id} ${me.info.name}` : ""));
	});
	channel.bind("pusher:subscription_error", () => show(`${name}: denied`));
	channel.bind("entry", (data) => show(`${name}: ${data}`));
}
