import CoreModel

/// Names of services that a PORT can be given by, and that answers show beside numbers.
///
/// The program's own table: the well-known registrations and the databases and queues one meets in a VPC.
public enum ServiceNames {
    /// The traffic of a name, case ignored; nil when the name is not in the table.
    public static func traffic(named name: String) -> (ipProtocol: IPProtocol, port: Int)? {
        let wanted = name.lowercased()
        return table.first { $0.name == wanted }.map { ($0.isUDP ? .udp : .tcp, $0.port) }
    }

    /// The name that a mistyped one is most like; nil where none is near.
    static func closest(to name: String) -> String? {
        let wanted = name.lowercased()
        guard wanted.count > 2, wanted.allSatisfy({ $0.isLetter || $0 == "-" }) else { return nil }
        let limit = wanted.count > 5 ? 2 : 1
        let scored = table.map { (name: $0.name, distance: EditDistance.between($0.name, wanted)) }
        return scored.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
    }

    /// Every name, for completion.
    public static var all: [String] { table.map(\.name) }

    private static let table: [(name: String, port: Int, isUDP: Bool)] = [
        ("ftp", 21, false), ("ssh", 22, false), ("telnet", 23, false), ("smtp", 25, false), ("dns", 53, true),
        ("http", 80, false), ("kerberos", 88, false), ("pop3", 110, false), ("ntp", 123, true), ("imap", 143, false),
        ("snmp", 161, true), ("bgp", 179, false), ("ldap", 389, false), ("https", 443, false), ("smb", 445, false),
        ("syslog", 514, true), ("submission", 587, false), ("ldaps", 636, false), ("imaps", 993, false), ("pop3s", 995, false),
        ("openvpn", 1194, true), ("mssql", 1433, false), ("sqlserver", 1433, false), ("oracle", 1521, false),
        ("nfs", 2049, false), ("efs", 2049, false), ("zookeeper", 2181, false), ("etcd", 2379, false), ("docker", 2376, false),
        ("mysql", 3306, false), ("mariadb", 3306, false), ("aurora", 3306, false), ("rdp", 3389, false), ("epmd", 4369, false),
        ("ike", 500, true), ("ipsec-nat-t", 4500, true), ("sip", 5060, false), ("postgres", 5432, false),
        ("postgresql", 5432, false), ("redshift", 5439, false), ("kibana", 5601, false), ("amqp", 5672, false),
        ("rabbitmq", 5672, false), ("amqps", 5671, false), ("vnc", 5900, false), ("winrm", 5985, false), ("redis", 6379, false),
        ("kubernetes", 6443, false), ("cassandra", 9042, false), ("prometheus", 9090, false), ("kafka", 9092, false),
        ("elasticsearch", 9200, false), ("opensearch", 9200, false), ("node-exporter", 9100, false), ("kubelet", 10250, false),
        ("memcached", 11211, false), ("psql", 5432, false), ("mongodb", 27017, false), ("mongo", 27017, false),
        ("wireguard", 51820, true),
    ]
}
