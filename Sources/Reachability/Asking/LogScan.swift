import CoreModel

/// Looks through a text for the ends of a connection, the surest shapes first.
struct LogScan {
    private let text: String
    private let known: (String) -> String?

    init(_ text: String, known: @escaping (String) -> String?) {
        self.text = text
        self.known = known
    }

    // MARK: Both ends

    /// A VPC flow-log record: by its header, by the order of its fields where that is known, or by their names.
    func record() -> ErrorLine? {
        switch FlowLogText.first(in: text) {
        case .record(let record): return ErrorLine(record)
        case .unordered(let source, let destination):
            return ErrorLine(source: "\(source)", destination: "\(destination)", origin: .unorderedRecord)
        case nil: return nil
        }
    }

    /// A packet as tcpdump and the kernel's packet filter write it.
    func packet() -> ErrorLine? {
        if let found = text.firstMatch(of: /IP6? ([0-9A-Fa-f.:]+)\.([0-9]+) > ([0-9A-Fa-f.:]+)\.([0-9]+)/) {
            let suffix = text.contains("UDP") ? "/udp" : ""
            if isAddress(String(found.1)), isAddress(String(found.3)) {
                // What answers a SYN goes the other way.
                let isAnswer = text.contains("Flags [S.]")
                return connection((found.1, found.2), (found.3, found.4), suffix, isTurned: isAnswer)
            }
        }
        return fields()
    }

    /// Fields by their names, as packet filters, firewalls and JSON write them: `SRC=.. DST=.. DPT=..`, `src=.. dst=.. dport=..`,
    /// `"srcaddr": "..", "dstport": 5432`.
    private func fields() -> ErrorLine? {
        let address = "[\"']?\\s*[=:]\\s*[\"']?([0-9A-Fa-f.:]*[0-9A-Fa-f])"
        let number = "[\"']?\\s*[=:]\\s*[\"']?([0-9]{1,5})\\b"
        func value(_ names: String, _ rest: String) -> Substring? {
            guard let pattern = try? Regex("\\b(?:\(names))\(rest)").ignoresCase(), let found = text.firstMatch(of: pattern)
            else {
                return nil
            }
            return found.output[1].substring
        }
        guard let source = value("src|srcip|src_ip|srcaddr|source_ip|sourceaddress|source_address", address),
            let destination = value(
                "dst|dstip|dst_ip|dstaddr|dest_ip|destination_ip|destinationaddress|destination_address", address),
            let port = value("dpt|dport|dstport|dst_port|dest_port|destination_port|destinationport", number),
            isAddress(String(source)), isAddress(String(destination))
        else { return nil }
        let isUDP = text.firstMatch(of: /\bproto(?:col)?["']?\s*[=:]\s*["']?(?:udp|17)\b/.ignoresCase()) != nil
        let client = value("spt|sport|srcport|src_port|source_port|sourceport", number) ?? ""
        let isReply = FlowLogRecord.arePortsOfReply(from: UInt16(client) ?? 0, to: UInt16(port) ?? 0)
        return connection((source, client), (destination, port), isUDP ? "/udp" : "", isTurned: isReply)
    }

    /// `10.0.0.219:48122->10.0.10.158:5432`, as Go and lsof write a connection.
    func pair() -> ErrorLine? {
        let pattern = /\[?([0-9A-Fa-f.:]+?)\]?:([0-9]+) ?-> ?\[?([0-9A-Fa-f.:]+?)\]?:([0-9]+)/
        guard let found = text.firstMatch(of: pattern), isAddress(String(found.1)), isAddress(String(found.3)) else { return nil }
        return connection((found.1, found.2), (found.3, found.4), udp)
    }

    /// A line of ss or netstat: the own address and port, then the other end's.
    func socket() -> ErrorLine? {
        let pattern = /\s\[?([0-9A-Fa-f.:]+?)\]?:([0-9]+)\s+\[?([0-9A-Fa-f.:]+?)\]?:([0-9]+)(?:\s|$)/
        guard let found = (" " + text).firstMatch(of: pattern), isAddress(String(found.1)), isAddress(String(found.3)) else {
            return nil
        }
        let udp = text.firstMatch(of: /\budp6?\b/) == nil ? "" : "/udp"
        // On the server's own host the client's is the other end.
        let isServer = FlowLogRecord.arePortsOfReply(from: UInt16(found.2) ?? 0, to: UInt16(found.4) ?? 0)
        return connection((found.1, found.2), (found.3, found.4), udp, isTurned: isServer)
    }

    /// A connection between two addresses with a port each; `isTurned` where the second opened it.
    private func connection(
        _ first: (Substring, Substring), _ second: (Substring, Substring), _ suffix: String, isTurned: Bool = false
    ) -> ErrorLine {
        let (client, server) = isTurned ? (second, first) : (first, second)
        return ErrorLine(
            source: String(client.0), clientPort: UInt16(client.1).flatMap { $0 > 0 ? Int($0) : nil },
            destination: String(server.0), port: "\(server.1)\(suffix)")
    }

    /// `nc -vz HOST PORT`, `telnet HOST PORT`.
    func command() -> ErrorLine? {
        let pattern = /\b(?:nc|ncat|netcat|telnet)\s+(?:-[A-Za-z]+\s+(?:[0-9]+\s+)?)*([A-Za-z0-9.:_\-]+)\s+([0-9]{1,5})\b/
        guard let found = text.firstMatch(of: pattern), let port = UInt16(found.2), port > 0 else { return nil }
        let host = String(found.1)
        let udp = text.firstMatch(of: /\s-[A-Za-z]*u[A-Za-z]*\b/) == nil ? "" : "/udp"
        let from = text[found.range.upperBound...].firstMatch(of: /^\s+from\s+(?:the\s+)?([A-Za-z0-9.:_\-]+)/)
        let source = from.map { String($0.1) }.flatMap { isAddress($0) ? $0 : known($0) }
        return ErrorLine(
            source: source, destination: isAddress(host) ? host : known(host) ?? host, port: "\(port)\(udp)")
    }

    // MARK: The destination alone

    /// The destination of a line that does not tell who asked.
    func destination() -> ErrorLine? {
        // What a proxy could not reach stands behind this word, and its client's request before it.
        if let upstream = text.firstMatch(of: /upstream: "([^"]+)"/), let found = url(in: String(upstream.1)) { return found }
        return addressWithPort() ?? url(in: text) ?? hostAndPort() ?? nameWithPort() ?? arn() ?? bareAddress() ?? unresolved()
    }

    private func addressWithPort() -> ErrorLine? {
        for found in text.matches(of: /\[([0-9A-Fa-f:]+)\]:([0-9]{1,5})\b/) where isAddress(String(found.1)) {
            return ErrorLine(destination: String(found.1), port: "\(found.2)\(udp)")
        }
        for found in text.matches(of: /([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}):([0-9]{1,5})\b/)
        where isAddress(String(found.1)) {
            return ErrorLine(destination: String(found.1), port: "\(found.2)\(udp)")
        }
        return nil
    }

    private func url(in text: String) -> ErrorLine? {
        guard let link = LinkHost(in: text) else { return nil }
        let host = isAddress(link.host) ? link.host : known(link.host) ?? link.host
        return ErrorLine(destination: host, port: link.port)
    }

    /// `('10.0.10.158', 5432)`; and whatever is named last before `port 5432` or `port=5432`.
    private func hostAndPort() -> ErrorLine? {
        if let found = text.firstMatch(of: /["']([^"']+)["'], ([0-9]{1,5})\)/), let line = line(found.1, found.2) { return line }
        for found in text.matches(of: /\bport[ =:]+([0-9]{1,5})\b/) {
            let before = text[..<found.range.lowerBound].suffix(120)
            let words = before.split(whereSeparator: { !$0.isLetter && !$0.isNumber && !"._-:".contains($0) })
            for word in words.reversed() {
                if let line = line(word, found.1) { return line }
            }
        }
        return nil
    }

    /// A host that is an address or a known name with a dot in it, with a port.
    private func line(_ host: Substring, _ port: Substring) -> ErrorLine? {
        guard let number = UInt16(port), number > 0 else { return nil }
        let end = isAddress(String(host)) ? String(host) : host.contains(".") ? known(String(host)) : nil
        return end.map { ErrorLine(destination: $0, port: "\(number)\(udp)") }
    }

    /// `db.internal:5432`; a file and its line number look the same, so that what nothing is called by is taken only where it
    /// looks like a host's whole name.
    private func nameWithPort() -> ErrorLine? {
        var fallback: ErrorLine?
        for found in text.matches(of: /([A-Za-z][A-Za-z0-9._\-]*):([0-9]{1,5})\b/) {
            let host = String(found.1)
            guard let port = UInt16(found.2), port > 0 else { continue }
            if let name = known(host) { return ErrorLine(destination: name, port: "\(port)\(udp)") }
            if fallback == nil, host.filter({ $0 == "." }).count >= 2 {
                fallback = ErrorLine(destination: host, port: "\(port)\(udp)")
            }
        }
        return fallback
    }

    private func arn() -> ErrorLine? {
        guard let found = text.firstMatch(of: /arn:aws[a-z\-]*:[a-z0-9\-]+:[^:\s]*:[^:\s]*:([^\s"',\])]+)/) else { return nil }
        let parts = found.1.split(whereSeparator: { $0 == "/" || $0 == ":" }).map(String.init)
        guard let name = parts.reversed().lazy.compactMap({ known($0) }).first ?? parts.last else { return nil }
        let isAlone = found.0.count == text.trimmed.count
        return ErrorLine(destination: name, origin: isAlone ? .name : .line)
    }

    /// The host whose name was not found: `getaddrinfo ENOTFOUND db`, `lookup db: no such host`, `Could not resolve host: db`.
    private func unresolved() -> ErrorLine? {
        let patterns = [
            /(?:ENOTFOUND|EAI_AGAIN) ([A-Za-z0-9._\-]+)/, /\blookup ([A-Za-z0-9._\-]+?)(?: on |:)/,
            /resolve host:? ["']?([A-Za-z0-9._\-]+)/,
        ]
        let host = patterns.lazy.compactMap { text.firstMatch(of: $0)?.1 }.first.map(String.init)
        return host.map { ErrorLine(destination: known($0) ?? $0) }
    }

    private func bareAddress() -> ErrorLine? {
        for found in text.matches(of: /\b([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9.\/])/)
        where isAddress(String(found.1)) {
            return ErrorLine(destination: String(found.1))
        }
        for found in text.matches(of: /\b(?:eni|i|sg)-[0-9A-Za-z]+\b/) {
            if let name = known(String(found.0)) { return ErrorLine(destination: name) }
        }
        return nil
    }

    // MARK: Parts

    /// What else the line says.
    var remark: String? {
        let lower = text.lowercased()
        if lower.contains("refused") {
            return "\"connection refused\" is an answer from the other end: security groups let it through, look at the listener"
        }
        if ["no such host", "enotfound", "could not resolve", "name or service not known"].contains(where: lower.contains) {
            return "the name was not found: that is DNS, before any security group is asked"
        }
        return nil
    }

    /// The port of the service that a line without a port speaks of.
    var impliedPort: String? {
        let lower = text.lowercased()
        let services = [
            ("postgres", "5432"), ("psql", "5432"), ("mysql", "3306"), ("redis", "6379"), ("mongo", "27017"), ("https", "443"),
            ("ssh", "22"), ("kafka", "9092"), ("amqp", "5672"), ("memcache", "11211"), ("ping", "ping"),
        ]
        return services.first { lower.contains($0.0) }?.1
    }

    private var udp: String { text.firstMatch(of: /\b(?:dial|read|write) udp\b|\bUDP\b/) == nil ? "" : "/udp" }

    private func isAddress(_ text: String) -> Bool { (try? IPAddress(parsing: text)) != nil }
}
