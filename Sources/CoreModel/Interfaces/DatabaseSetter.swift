/// What sets the groups of a database's interfaces: the instance, or the cluster that it is a member of, which alone sets those of its
/// members.
///
/// Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html (VpcSecurityGroupIds: those of Aurora's are
/// managed by the cluster)
public struct DatabaseSetter: Hashable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable, CaseIterable {
        case instance
        /// A cluster of RDS: Aurora's, or one of several zones.
        case cluster
        /// A cluster of DocumentDB.
        case documentCluster
        /// A cluster of Neptune.
        case graphCluster
        case proxy

        /// The kind of cluster that an engine has.
        ///
        /// Source: https://docs.aws.amazon.com/cli/latest/reference/rds/describe-db-clusters.html#output (Engine)
        public init(clusterOf engine: String) {
            switch engine {
            case "docdb": self = .documentCluster
            case "neptune": self = .graphCluster
            default: self = .cluster
            }
        }
    }

    /// What it is.
    public var kind: Kind
    /// What people call it.
    public var name: String
    /// Whether the name is AWS's identifier, which commands name it by.
    public var isIdentifier: Bool

    /// Makes one; by its identifier, unless it is told that the name is another one.
    public init(_ kind: Kind, name: String, isIdentifier: Bool = true) {
        (self.kind, self.name, self.isIdentifier) = (kind, name, isIdentifier)
    }
}

extension InventoryBuilder {
    /// Says what sets the groups of a database's interface.
    public mutating func add(_ setter: DatabaseSetter, ofInterface id: TextID) { databaseSetters.append((setter, id)) }
}

extension Inventory {
    /// What sets the groups of a database's interface, as far as the inputs tell.
    ///
    /// AWS does not say whose interface it is: where it may be of several things, nothing but their kind is told, and that where all are of
    /// one.
    func databaseHolder(of place: InterfaceIndex) -> GroupHolder {
        let own = self[place]
        if self[own.description].hasPrefix("Network interface for DBProxy ") {
            var proxy = GroupHolder(kind: .proxy, name: self[own.attachment.name], interfaces: [])
            if !proxy.name.isEmpty { proxy.id = proxy.name }
            proxy.interfaces = interfaces.indices.map { InterfaceIndex($0) }.filter {
                self[$0].description == own.description && self[$0].vpc == own.vpc
            }
            return proxy
        }
        let setters = databaseSetters[place] ?? []
        let kinds = Set(setters.map(\.kind))
        var found = GroupHolder(kind: .anyDatabase, name: self[own.attachment.name], interfaces: [place])
        if kinds.count == 1, let kind = kinds.first {
            switch kind {
            case .instance: found.kind = .database
            case .cluster: found.kind = .databaseCluster
            case .documentCluster: found.kind = .documentCluster
            case .graphCluster: found.kind = .graphCluster
            case .proxy: found.kind = .proxy
            }
            // A member's name is none of its cluster's.
            if found.kind.isCluster { found.name = "" }
        }
        guard setters.count == 1, let setter = setters.first else { return found }
        found.name = setter.name
        if setter.isIdentifier { found.id = setter.name }
        found.interfaces = databaseSetters.filter { $0.value.contains(setter) }.map(\.key).sorted()
        return found
    }
}
