/// The host and the port of a link: of `postgres://user:secret@host:5432/db` alone `host` and `5432`.
///
/// Who is logged in, with which password, and what stands behind the host is not kept.
struct LinkHost {
    /// A name or an address, without brackets.
    let host: String
    /// What the link says, else what its scheme means; nil where neither is known.
    let port: String?

    /// The first link in a text; nil where there is none.
    init?(in text: String) {
        guard let found = text.firstMatch(of: /\b([a-z][a-z0-9+]*):\/\/([^\/\s"'<>?#]+)/) else { return nil }
        var host = String(found.2)
        if let at = host.lastIndex(of: "@") { host = String(host[host.index(after: at)...]) }
        var port = Self.schemes[String(found.1)]
        if let own = host.firstMatch(of: /:([0-9]{1,5})$/) {
            port = String(own.1)
            host.removeSubrange(own.range)
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.isEmpty { return nil }
        (self.host, self.port) = (host, port)
    }

    private static let schemes = [
        "http": "80", "https": "443", "ws": "80", "wss": "443", "postgres": "5432", "postgresql": "5432", "mysql": "3306",
        "mariadb": "3306", "redis": "6379", "rediss": "6379", "mongodb": "27017", "amqp": "5672", "amqps": "5671", "ssh": "22",
        "ldap": "389", "ldaps": "636", "kafka": "9092", "sqlserver": "1433", "oracle": "1521", "nfs": "2049", "grpc": "443",
    ]
}
