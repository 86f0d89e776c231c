const query = new URLSearchParams(location.search);

function show(line) {
	const item = document.createElement("li");
	item.textContent = line;
	document.querySelector("ul").append(item);
}

const headersProvider = () => ({ "X-XSRF-TOKEN": document.cookie.match(/XSRF-TOKEN=([^;]+)/)?.[1] });

const options = {
	cluster: "",
	wsHost: "127.0.0.1",
	wsPort: query.get("port"),
	forceTLS: false,
	enabledTransports: ["ws"],
	channelAuthorization: { endpoint: "/pusher/auth", headersProvider },
	userAuthentication: { endpoint: "/pusher/user-auth", headersProvider }
};

if (query.get("token") !== "true") {
	delete options.channelAuthorization.headersProvider;
	delete options.userAuthentication.headersProvider;
}

const pusher = new Pusher("app-key", options);

for (const name of ["private-diary-of-ann", "private-diary-of-bob", "private-encrypted-diary-of-ann", "presence-desk"]) {
	const channel = pusher.subscribe(name);
	channel.bind("pusher:subscription_succeeded", () => {
		const me = channel.members?.me;
		show(`${name}: subscribed` + (me ? ` as ${me.id} ${me.info.name}` : ""));
	});
	channel.bind("pusher:subscription_error", ({ status }) => show(`${name}: denied with ${status}`));
	channel.bind("entry", (data) => show(`${name}: ${data}`));
}

pusher.bind("pusher:signin_success", ({ user_data }) => show(`signed in as ${JSON.parse(user_data).id}`));
pusher.signin();
