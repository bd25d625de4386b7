"""What a server needs around the dashboard: service, proxy, installation files. Nothing of the dashboard imports it."""
