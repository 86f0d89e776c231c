import { showFeed, startActions } from "./actions.js";
import { startBrowser } from "./browser.js";
import { toast } from "./http.js";
import { startSpring } from "./spring.js";

function address({ tls, host, port, path, cluster }) {
	const where = host ? host + (port ? `:${port}` : "") + path : `${cluster ?? "mt1"} cluster`;
	return `${tls ? "wss" : "ws"}://${where}`;
}

startSpring(showFeed);
try {
	const settings = await (await fetch("api/settings")).json();
	document.getElementById("server").textContent = address(settings);
	startBrowser(settings);
	await startActions(settings);
}
catch (error) {
	toast(`The page could not start: ${error.message}`);
}
