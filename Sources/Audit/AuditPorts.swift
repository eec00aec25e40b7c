import CoreModel

/// Ports that nobody should open to the internet, by what listens on them.
///
/// The usual services' registered or default ports; the lists of prowler and checkov are within them.
enum AuditPorts {
    struct Service: Sendable {
        var name: String
        var port: Int
        var ipProtocol = IPProtocol.tcp

        var points: ClosedRange<UInt32>? { (try? Traffic(ipProtocol, from: port, to: port))?.points }
    }

    /// Remote administration, and what hands out a shell or a disk.
    static let administration: [Service] = [
        Service(name: "FTP", port: 20), Service(name: "FTP", port: 21), Service(name: "SSH", port: 22),
        Service(name: "Telnet", port: 23), Service(name: "RPC", port: 111), Service(name: "MS-RPC", port: 135),
        Service(name: "NetBIOS", port: 139), Service(name: "SMB", port: 445), Service(name: "rexec", port: 512),
        Service(name: "rlogin", port: 513), Service(name: "rsh", port: 514), Service(name: "rsync", port: 873),
        Service(name: "NFS", port: 2049), Service(name: "Docker", port: 2375), Service(name: "Docker", port: 2376),
        Service(name: "etcd", port: 2379), Service(name: "etcd", port: 2380), Service(name: "RDP", port: 3389),
        Service(name: "VNC", port: 5500), Service(name: "VNC", port: 5900), Service(name: "WinRM", port: 5985),
        Service(name: "WinRM", port: 5986), Service(name: "Kubernetes API", port: 6443),
        Service(name: "kubelet", port: 10250), Service(name: "SNMP", port: 161, ipProtocol: .udp),
        Service(name: "LDAP", port: 389), Service(name: "RDP", port: 3389, ipProtocol: .udp),
    ]

    /// Databases, caches, queues, search engines.
    static let databases: [Service] = [
        Service(name: "SQL Server", port: 1433), Service(name: "SQL Server", port: 1434),
        Service(name: "SQL Server browser", port: 1434, ipProtocol: .udp), Service(name: "Oracle", port: 1521),
        Service(name: "Oracle", port: 2483), Service(name: "ZooKeeper", port: 2181), Service(name: "MySQL", port: 3306),
        Service(name: "mSQL", port: 4333), Service(name: "PostgreSQL", port: 5432), Service(name: "Redshift", port: 5439),
        Service(name: "Kibana", port: 5601), Service(name: "AMQP", port: 5672), Service(name: "CouchDB", port: 5984),
        Service(name: "Redis", port: 6379), Service(name: "Cassandra", port: 7000), Service(name: "Cassandra", port: 7199),
        Service(name: "Neptune", port: 8182), Service(name: "InfluxDB", port: 8086), Service(name: "Cassandra", port: 8888),
        Service(name: "Cassandra", port: 9042), Service(name: "Kafka", port: 9092), Service(name: "Cassandra", port: 9160),
        Service(name: "Elasticsearch", port: 9200), Service(name: "Elasticsearch", port: 9300),
        Service(name: "memcached", port: 11211), Service(name: "memcached", port: 11211, ipProtocol: .udp),
        Service(name: "MongoDB", port: 27017), Service(name: "MongoDB", port: 27018), Service(name: "MongoDB", port: 27019),
    ]

    static let web: TrafficSet = points([("", 80), ("", 443)])

    private static func points(_ ports: [(String, Int)]) -> TrafficSet {
        TrafficSet(ports.compactMap { Service(name: $0.0, port: $0.1).points })
    }

    /// The services among some traffic, each named once with its port: "SSH 22".
    static func services(_ all: [Service], in traffic: TrafficSet) -> [String] {
        all.filter { service in service.points.map { traffic.contains($0.lowerBound) } ?? false }.map { service in
            service.ipProtocol == .tcp ? "\(service.name) \(service.port)" : "\(service.name) udp \(service.port)"
        }
    }
}
