import CoreModel
import Events

/// What all items of AWS Config come to: of each resource the newest one, unless that says that it is gone.
struct ConfigInventory {
    private struct Key: Hashable {
        var account: String?
        var region: String?
        var type: String
        var id: String
    }

    private struct Kept {
        var item: ConfigItem
        var origin: Origin
        var isSnapshot: Bool
    }

    private var places: [Key: Int] = [:]
    private var newest: [Kept] = []
    /// Those that are not the newest of their resource.
    private var older: [Kept] = []
    /// How many items there were of the resources that are read.
    private var count = 0

    /// Takes an item; of several of one resource the newest stays, of equally old ones the first, since calls answer newest first.
    mutating func add(_ item: ConfigItem, from origin: Origin, isSnapshot: Bool) {
        guard ConfigElement.isRead(item.type) else { return }
        var origin = origin
        origin.account = item.account ?? origin.account
        origin.region = item.region ?? origin.region
        count += 1
        // EC2's ids are unique; a query may have left out of which account they are. Names are unique within an account and a region.
        let isNamed = !item.type.hasPrefix("AWS::EC2::")
        let key = Key(
            account: isNamed ? origin.account : nil, region: isNamed ? origin.region : nil, type: item.type, id: item.id)
        let kept = Kept(item: item, origin: origin, isSnapshot: isSnapshot)
        guard let place = places[key] else {
            places[key] = newest.count
            newest.append(kept)
            return
        }
        if let own = item.milliseconds, own > newest[place].item.milliseconds ?? .min {
            older.append(newest[place])
            newest[place] = kept
        } else {
            older.append(kept)
        }
    }

    /// How many items do not say when they were captured, so that they are of no time.
    var undated: Int { (older + newest).count { $0.item.milliseconds == nil } }

    /// What every item tells for itself, of the time when it was captured; an item that stands in several files is one.
    func dated(_ options: ReadingOptions) throws(ReadError) -> [DatedInventory] {
        struct Seen: Hashable {
            var id: String
            var time: Int
        }
        var seen: Set<Seen> = []
        var result: [DatedInventory] = []
        for kept in older + newest {
            guard let time = kept.item.milliseconds, seen.insert(Seen(id: kept.item.id, time: time)).inserted else { continue }
            var own = Collector(label: kept.origin.file, options: options)
            if kept.item.status == .recorded, let element = ConfigElement(kept.item) {
                var batch = Batch(list: element.list, origin: kept.origin, isSnapshot: false)
                batch.add(element.value, at: kept.item.place)
                try batch.read(into: &own)
            } else if kept.item.status != .deleted {
                continue
            }
            result.append(
                DatedInventory(
                    time: time / 1000, source: .config, try own.finish(), isWhole: false,
                    deleted: kept.item.status == .deleted ? [kept.item.id] : []))
        }
        return result
    }

    /// Reads what stands.
    func read(into collector: inout Collector) throws(ReadError) {
        if newest.isEmpty { return }
        var lists: [Batch] = []
        var batches: [Batch.Key: Int] = [:]
        var unrecorded = 0
        for kept in newest where kept.item.status != .deleted {
            guard kept.item.status == .recorded, let element = ConfigElement(kept.item) else {
                unrecorded += 1
                continue
            }
            let key = Batch.Key(
                file: kept.origin.file, argument: kept.origin.argument, account: kept.origin.account, region: kept.origin.region,
                list: element.list)
            let place = batches[key] ?? lists.count
            if place == lists.count {
                batches[key] = place
                lists.append(Batch(list: element.list, origin: kept.origin, isSnapshot: kept.isSnapshot))
            }
            lists[place].isSnapshot = lists[place].isSnapshot && kept.isSnapshot
            lists[place].add(element.value, at: kept.item.place)
        }
        lists += attachments()
        for batch in lists { try batch.read(into: &collector) }
        if unrecorded > 0 {
            let what = unrecorded == 1 ? "1 resource" : "\(unrecorded) resources"
            collector.builder.note("AWS Config tells of \(what) only that it records nothing of them any more: not read")
        }
    }

    /// Interfaces that have no item of their own: groups tell which interfaces carry them.
    ///
    /// Their addresses are not known.
    private func attachments() -> [Batch] {
        // One that is gone has an item that says so, and its groups may not have been captured since.
        let known = Set(newest.filter { $0.item.type == "AWS::EC2::NetworkInterface" }.map(\.item.id))
        var order: [String] = []
        var carried: [String: (groups: [ConfigItem], origin: Origin)] = [:]
        for kept in newest where kept.item.type == "AWS::EC2::SecurityGroup" && kept.item.status == .recorded {
            for relationship in kept.item.relationships where relationship.type == "AWS::EC2::NetworkInterface" {
                if known.contains(relationship.id) { continue }
                if carried[relationship.id] == nil {
                    order.append(relationship.id)
                    carried[relationship.id] = ([], kept.origin)
                }
                carried[relationship.id]?.groups.append(kept.item)
            }
        }
        return order.compactMap { id in
            guard let (groups, origin) = carried[id] else { return nil }
            var batch = Batch(list: "NetworkInterfaces", origin: origin, isSnapshot: false)
            let element: Tree = .object([
                TreeMember("NetworkInterfaceId", .text(id)), TreeMember("VpcId", groups.first?.configuration?["vpcId"] ?? .null),
                TreeMember("Groups", .list(groups.map { .object([TreeMember("GroupId", .text($0.id))]) })),
            ])
            batch.add(element, at: groups.first?.place ?? "$")
            return batch
        }
    }
}

/// Resources of one kind that one file tells of one account and region, as the call that lists them prints them.
private struct Batch {
    struct Key: Hashable {
        var file: String
        var argument: Int
        var account: String?
        var region: String?
        var list: String
    }

    let list: String
    let origin: Origin
    /// Whether a snapshot tells them, which has all of a kind where it has any.
    var isSnapshot: Bool
    private(set) var elements: [Tree] = []
    private var places: [String] = []

    init(list: String, origin: Origin, isSnapshot: Bool) {
        (self.list, self.origin, self.isSnapshot) = (list, origin, isSnapshot)
    }

    mutating func add(_ element: Tree, at place: String) {
        elements.append(element)
        places.append(place)
    }

    func read(into collector: inout Collector) throws(ReadError) {
        do {
            try TreeReading.read(.list(elements), at: "$") { root throws(JSONFault) in try read(root, into: &collector) }
        } catch {
            throw ReadError(file: origin.file, place: .path(place(error.whole), document: nil), problem: error.problem)
        }
    }

    private func read(_ root: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let elements = try root.elements()
        switch list {
        case "LoadBalancers", "LoadBalancerDescriptions", "DBInstances", "DBClusters", "Functions":
            try TreeReading.read(.object([TreeMember(list, .list(self.elements))]), at: "$") { answer throws(JSONFault) in
                for (key, value) in try answer.members() { _ = try collector.readOwners(key, value) }
            }
        case "SecurityGroups": try AwsSecurityGroups.read(elements, from: origin, into: &collector)
        case "NetworkInterfaces":
            try AwsNetworkInterfaces.read(elements, from: origin, into: &collector)
            if isSnapshot { try collector.noteInterfaceListing(elements, isCut: false, from: origin) }
        case "Subnets" where isSnapshot:
            try AwsSubnets.read(elements, from: origin, into: &collector)
            collector.note(.subnets, isComplete: true, vpcs: try AwsNetworkListings.vpcs(elements, &collector), from: origin)
        default:
            guard let first = elements.first, let kind = AwsElement(first) else { return }
            if isSnapshot, case .network(let network) = kind {
                try AwsNetworkListings.read(all: elements, network, from: origin, into: &collector)
            } else {
                try kind.read(elements, from: origin, into: &collector)
            }
        }
    }

    /// "$[3].IpPermissions[0]" as "$.configurationItems[17].configuration.ipPermissions[0]".
    private func place(_ path: String) -> String {
        guard path.hasPrefix("$["), let end = path.firstIndex(of: "]"),
            let number = Int(path[path.index(path.startIndex, offsetBy: 2)..<end]), places.indices.contains(number)
        else { return places.first ?? path }
        var rest = ""
        var isName = false
        for character in path[path.index(after: end)...] {
            rest += isName ? character.lowercased() : String(character)
            isName = character == "."
        }
        return "\(places[number]).configuration\(rest)"
    }
}
