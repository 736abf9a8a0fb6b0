package probity.own

reply := http.send({"method": "get", "url": "http://127.0.0.1/"})

answer := {"forbid": [], "obligations": []} if {
	reply.status_code == 200
	time.now_ns() > 0
}
