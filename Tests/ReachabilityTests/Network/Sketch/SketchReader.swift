import CoreModel
import Testing

/// Reads a sketch line by line; ``NetworkSketch`` says what a line is.
struct SketchReader {
    /// What the lines that are set in belong to.
    enum Section {
        case none, group, table, acl, transitTable, balancer
    }

    var builder = InventoryBuilder(label: "sketch")
    var section = Section.none
    var vpcs: [Vpc] = []
    var tables: [RouteTable] = []
    var acls: [NetworkACL] = []
    var interfaces: [NetworkInterface] = []
    var vpcOfSubnet: [String: String] = [:]
    var natGateways: [NatGateway] = []
    var joins = Joins()
    var balancing = Balancers()
    /// The accounts that are not "1", and the regions that are not eu-west-1, by the names of what they are of.
    var owners: [String: String] = [:]
    var regions: [String: String] = [:]
    private var zones: [String: (name: TextID, id: TextID)] = [:]
    private var unlisted: Set<String> = []
    private var listed: Set<String> = []
    private var partly: Set<String> = []
    let listing = Listing(kind: .groups, argument: 0, file: "sketch")

    init() {
        let all = builder.peer(IPNetwork.everything(.v4)), all6 = builder.peer(IPNetwork.everything(.v6))
        beginGroup("open")
        for direction in Direction.allCases {
            for peer in [all, all6] { builder.addRule(Rule(direction: direction, traffic: .all, peer: peer)) }
        }
    }

    mutating func read(_ words: [String], isInner: Bool) throws {
        if isInner {
            switch section {
            case .group: try rule(words)
            case .table: try route(words)
            case .acl: try entry(words)
            case .transitTable: try transitRoute(words)
            case .balancer: listener(words)
            case .none: Issue.record("\(words)")
            }
            return
        }
        section = .none
        if try place(words) || balance(words) || filter(words) || gateway(words) || interface(words) || join(words) { return }
        Issue.record("\(words)")
    }

    /// Which networks there are and what of them is listed; false where a line says something else.
    private mutating func place(_ words: [String]) throws -> Bool {
        switch words[0] {
        case "vpc":
            var vpc = Vpc(id: builder.intern(words[1]))
            vpc.networks = try words.dropFirst(2).map { try IPNetwork(parsing: $0) }
            vpcs.append(vpc)
        case "subnet":
            var subnet = Subnet(id: builder.intern(words[1]))
            subnet.vpc = builder.intern(words[2])
            vpcOfSubnet[words[1]] = words[2]
            subnet.networks = try words.dropFirst(3).filter { $0 != "untold" }.map { try IPNetwork(parsing: $0) }
            if words.contains("untold") { subnet.openFamilies = [.v4] }
            builder.add(subnet)
        case "unloaded": vpcOfSubnet[words[1]] = words[2]
        case "region": regions[words[1]] = words[2]
        case "owner": owners[words[1]] = words[2]
        case "zone":
            for name in words.dropFirst(3) { zones[name] = (told(words[1]), told(words[2])) }
        case "mode":
            var subnet = Subnet(id: builder.intern(words[1]))
            subnet.blockMode = GatewayBlockMode(word: words[2])
            builder.add(subnet)
        case "firewall":
            if let vpc = vpcOfSubnet[words[1]] {
                var subnet = Subnet(id: builder.intern(words[1]))
                subnet.vpc = builder.intern(vpc)
                subnet.hasFirewall = true
                builder.add(subnet)
            } else if let place = vpcs.firstIndex(where: { builder.text($0.id) == words[1] }) {
                vpcs[place].hasFirewall = true
            }
        case "block":
            let scope = Scope(account: builder.intern("1"), region: builder.intern("eu-west-1"))
            builder.add(PublicAccessBlock(scope: scope, mode: GatewayBlockMode(word: words[1])))
        case "exclude":
            builder.add(
                PublicAccessExclusion(
                    id: builder.intern("exclude-\(words[1])"), resource: builder.intern(words[1]),
                    mode: PublicAccessExclusion.mode(word: words[2]), state: .effective))
        case "unlisted": unlisted.formUnion(words.dropFirst())
        case "listed": listed.formUnion(words.dropFirst())
        case "partly": partly.formUnion(words.dropFirst())
        default: return false
        }
        return true
    }

    /// A word, where "-" stands for what is not told.
    mutating func told(_ word: String) -> TextID { word == "-" ? .none : builder.intern(word) }

    /// The state that a word stands for; "untold" is none.
    mutating func state(_ word: String) -> ResourceState { word == "untold" ? ResourceState() : builder.state(word) }

    /// The account and the region of a VPC.
    mutating func scope(ofVpc vpc: TextID) -> Scope {
        let name = builder.text(vpc)
        return Scope(account: builder.intern(owners[name] ?? "1"), region: builder.intern(regions[name] ?? "eu-west-1"))
    }

    mutating func finish() -> Inventory {
        var scopes = [Scope(account: builder.intern("1"), region: builder.intern("eu-west-1"))]
        for var vpc in vpcs {
            let scope = scope(ofVpc: vpc.id)
            (vpc.owner, vpc.region) = (scope.account, scope.region)
            if !scopes.contains(scope) { scopes.append(scope) }
            builder.add(vpc)
        }
        for (name, zone) in zones {
            var subnet = Subnet(id: builder.intern(name))
            (subnet.zone, subnet.zoneID) = (zone.name, zone.id)
            builder.add(subnet)
        }
        for var table in tables {
            table.owner = scope(ofVpc: table.vpc).account
            builder.add(table, in: listing)
        }
        for var acl in acls {
            acl.owner = owners[builder.text(acl.id)].map { builder.intern($0) } ?? scope(ofVpc: acl.vpc).account
            builder.add(acl, in: listing)
        }
        finishBalancers()
        for var interface in interfaces {
            interface.owner = scope(ofVpc: interface.vpc).account
            builder.add(interface)
        }
        for gateway in natGateways { builder.add(gateway) }
        finishJoins()
        for scope in scopes { note(scope) }
        return builder.finish()
    }

    /// What is listed of an account in a region.
    private mutating func note(_ scope: Scope) {
        if !unlisted.contains("interfaces") { builder.noteCompleteInterfaceListing(of: scope) }
        for kind in NetworkListing.Kind.allCases {
            if partly.contains("\(kind)") {
                builder.note(NetworkListing(kind, of: scope, isComplete: false), file: "sketch")
            } else if listed.contains("\(kind)") || kind != .routeTables && kind != .networkACLs, !unlisted.contains("\(kind)") {
                builder.note(NetworkListing(kind, of: scope, isComplete: true), file: "sketch")
            }
        }
    }
}
