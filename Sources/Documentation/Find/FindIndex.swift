import Annotations
import CoreModel
import Notes
import Reachability

/// Everything that can be found, with all that it can be found by: made once, when something is looked for first.
struct FindIndex: Sendable {
    /// Texts, each of one field of a thing, or of several things that share it.
    struct Texts: Sendable {
        private(set) var index = TextIndex()
        private(set) var plain: [String] = []
        /// What each text is of.
        private(set) var things = Rows<Int32>()
        private(set) var fields: [FoundField] = []

        mutating func add(_ text: String, _ field: FoundField, of thing: Int) {
            add(text, field, of: CollectionOfOne(Int32(thing)))
        }

        mutating func add(_ text: String, _ field: FoundField, of things: some Sequence<Int32>) {
            if text.isEmpty { return }
            index.add(text)
            plain.append(text)
            self.things.append(things)
            fields.append(field)
        }
    }

    /// Groups by title first, then what carries them, then what holds them.
    private(set) var things: [FoundThing] = []
    /// What things are called and are: names, ids, addresses, CIDRs.
    private(set) var names = Texts()
    /// Tags and descriptions, and words of rules and notes.
    private(set) var words = Texts()
    private(set) var resources: [FoundResource] = []
    let components: [FoundComponent]

    private(set) var interfacesOfSubnet: [TextID: [InterfaceIndex]] = [:]
    private(set) var interfacesOfInstance: [TextID: [InterfaceIndex]] = [:]
    private(set) var interfacesByID: [TextID: InterfaceIndex] = [:]
    private(set) var groupsOfVpc: [TextID: [GroupIndex]] = [:]
    private(set) var groupsOfAccount: [TextID: [GroupIndex]] = [:]
    private(set) var groupsNaming: [End: [GroupIndex]] = [:]
    private var places: [FoundThing: Int] = [:]
    private var instanceNames: [TextID: TextID] = [:]

    /// Makes it with groups in the order in which they are told; linear in groups, rules, interfaces and what else the inventory has.
    init(_ annotations: Annotations, sorted: [GroupIndex]) {
        let inventory = annotations.inventory
        components = FoundComponent.all(in: inventory)
        for group in sorted { add(group, annotations) }
        add(.internet, named: "internet")
        instanceNames = Dictionary(inventory.instances.map { ($0.id, $0.name) }) { first, _ in first }
        for interface in inventory.interfaces.indices.map(InterfaceIndex.init) { add(interface, inventory) }
        for (place, instance) in inventory.instances.enumerated() {
            let thing = add(.instance(place), named: inventory[instance.name])
            names.add(inventory[instance.id], .id, of: thing)
        }
        addResources(inventory)
        addPeers(inventory)
        addNetworks(inventory)
        addAccounts(inventory, sorted)
        addRules(inventory)
        addNotes(annotations, sorted)
    }

    /// The number of a thing; nil where it is none that can be found.
    func number(of thing: FoundThing) -> Int? { places[thing] }

    // MARK: Making it

    @discardableResult
    private mutating func add(_ thing: FoundThing, named name: String = "") -> Int {
        let number = things.count
        things.append(thing)
        places[thing] = number
        names.add(name, .name, of: number)
        return number
    }

    private mutating func add(_ group: GroupIndex, _ annotations: Annotations) {
        let inventory = annotations.inventory
        let described = inventory[group]
        let title = annotations.names.name(of: group)
        let own = add(.group(group), named: title)
        let tag = inventory.tag("Name", of: group) ?? ""
        let others = [annotations.names.ownName(of: group), inventory[described.name], tag]
        for (place, name) in others.enumerated() where name != title && others.firstIndex(of: name) == place {
            names.add(name, .name, of: own)
        }
        names.add(inventory[described.id], .id, of: own)
        for tag in described.tags where inventory[tag.key] != "Name" {
            words.add("\(inventory[tag.key])=\(inventory[tag.value])", .tag, of: own)
        }
        words.add(inventory[described.description], .description, of: own)
        guard described.knowledge != .absent else { return }
        groupsOfVpc[described.vpc, default: []].append(group)
        groupsOfAccount[described.owner, default: []].append(group)
    }

    private mutating func add(_ index: InterfaceIndex, _ inventory: Inventory) {
        let interface = inventory[index]
        // What it belongs to is found by its own name.
        let isOwners = interface.name == interface.attachment.name || instanceNames[interface.instance] == interface.name
        let own = add(.interface(index), named: isOwners ? "" : inventory[interface.name])
        names.add(inventory[interface.id], .id, of: own)
        // An instance of which nothing else is listed.
        if !interface.instance.isNone, instanceNames[interface.instance] == nil {
            names.add(inventory[interface.instance], .id, of: own)
        }
        let addresses = interface.privateAddresses + interface.publicAddresses
        for address in addresses.distinct() { names.add(address.description, .address, of: own) }
        for prefix in interface.delegatedPrefixes { names.add(prefix.description, .network, of: own) }
        words.add(inventory[interface.description], .description, of: own)
        interfacesByID[interface.id] = index
        if !interface.subnet.isNone { interfacesOfSubnet[interface.subnet, default: []].append(index) }
        if !interface.instance.isNone { interfacesOfInstance[interface.instance, default: []].append(index) }
    }

    /// What interfaces belong to, with its DNS names and ARNs.
    private mutating func addResources(_ inventory: Inventory) {
        struct Key: Hashable { var kind: Attachment.Kind, name: String, vpc: TextID }
        var known: [Key: Int] = [:]
        var named: Set<String> = []
        for (place, interface) in inventory.interfaces.enumerated() where !interface.attachment.name.isNone {
            let name = inventory[interface.attachment.name]
            let key = Key(kind: interface.attachment.kind, name: name, vpc: interface.vpc)
            if let own = known[key] {
                resources[own].interfaces.append(InterfaceIndex(place))
            } else {
                known[key] = resources.count
                named.insert(name)
                resources.append(FoundResource(kind: key.kind, name: name, interfaces: [InterfaceIndex(place)]))
            }
        }
        for (name, interfaces) in inventory.ownerNames where !named.contains(name) {
            let kind = interfaces.first.map { inventory[$0].attachment.kind } ?? .unknown
            resources.append(FoundResource(kind: kind, name: name, interfaces: interfaces))
        }
        var owning: [[InterfaceIndex]: Int] = [:]
        for (place, resource) in resources.enumerated() {
            let own = add(.resource(place), named: resource.name)
            if owning[resource.interfaces.sorted()] == nil { owning[resource.interfaces.sorted()] = own }
        }
        for (name, interfaces) in inventory.interfacesByExactName {
            let one = interfaces.count == 1 ? interfaces.first.flatMap { number(of: .interface($0)) } : nil
            guard let own = owning[interfaces] ?? one ?? interfaces.first.flatMap({ number(of: .interface($0)) }) else {
                continue
            }
            names.add(name, .exactName, of: own)
        }
    }

    /// Networks and prefix lists that rules name.
    private mutating func addPeers(_ inventory: Inventory) {
        var naming: [Peer: [GroupIndex]] = [:]
        for rule in inventory.rules where !inventory[rule.group].isCopy {
            if case .group = rule.peer { continue }
            if naming[rule.peer]?.last != rule.group { naming[rule.peer, default: []].append(rule.group) }
        }
        for (peer, groups) in naming { groupsNaming[inventory.end(of: peer), default: []] += groups }
        for end in groupsNaming.keys { groupsNaming[end] = groupsNaming[end]?.sorted().distinct() }
        let networks = groupsNaming.keys.compactMap { end in if case .network(let network) = end { network } else { nil } }
        for network in networks.sorted() {
            let own = add(.network(network))
            names.add(network.short, .network, of: own)
        }
        for (place, list) in inventory.prefixLists.enumerated() where !list.isUnknown {
            let own = add(.prefixList(place), named: inventory[list.name])
            names.add(inventory[list.id], .id, of: own)
            for entry in list.entries ?? [] { names.add(entry.short, .network, of: own) }
        }
    }

    private mutating func addNetworks(_ inventory: Inventory) {
        for (place, vpc) in inventory.vpcs.enumerated() {
            let own = add(.vpc(place), named: inventory[vpc.name])
            names.add(inventory[vpc.id], .id, of: own)
            for network in vpc.networks { names.add(network.description, .network, of: own) }
        }
        for (place, subnet) in inventory.subnets.enumerated() {
            let own = add(.subnet(place), named: inventory[subnet.name])
            names.add(inventory[subnet.id], .id, of: own)
            for network in subnet.networks { names.add(network.description, .network, of: own) }
        }
        let named = Set(resources.map(\.name))
        let onInterfaces = Set(inventory.interfaces.flatMap(\.publicAddresses))
        for (place, component) in components.enumerated() {
            let name = inventory[component.name]
            // What has interfaces is found as what these belong to.
            if component.kind == .loadBalancer, named.contains(name) { continue }
            let own = add(.component(place), named: name)
            let id = inventory[component.id]
            names.add(id, id.hasPrefix("arn:") ? .exactName : .id, of: own)
            for address in component.addresses(in: inventory) { names.add(address, .address, of: own) }
        }
        for address in inventory.topology.publicAddresses where address.interface.isNone {
            if onInterfaces.contains(address.address) { continue }
            let own = add(.address(address.address))
            names.add(address.address.description, .address, of: own)
            names.add(inventory[address.allocation], .id, of: own)
        }
    }

    private mutating func addAccounts(_ inventory: Inventory, _ groups: [GroupIndex]) {
        let owners =
            groups.map { inventory[$0].owner } + inventory.vpcs.map(\.owner) + inventory.interfaces.map(\.owner)
            + inventory.references.map(\.account)
        for account in owners.distinct().filter({ !$0.isNone }).sorted(by: { inventory[$0] < inventory[$1] }) {
            let own = add(.account(account))
            names.add(inventory[account], .id, of: own)
        }
    }

    /// Descriptions of rules, each once: a million rules share a few thousand.
    private mutating func addRules(_ inventory: Inventory) {
        var numbers: [TextID: Int32] = [:]
        var texts: [TextID] = []
        // What the last rule with each text is of: rules of a group come one after the other.
        var last: [Int32] = []
        var said: [(text: Int32, thing: Int32)] = []
        for group in inventory.groups.indices {
            guard let own = number(of: .group(GroupIndex(group))).map(Int32.init) else { continue }
            for direction in Direction.allCases {
                for place in inventory.places(of: GroupIndex(group), direction) {
                    let text = inventory.rules[place].description
                    if text.isNone { continue }
                    let number = numbers[text] ?? Int32(texts.count)
                    if number == texts.count {
                        numbers[text] = number
                        texts.append(text)
                        last.append(-1)
                    }
                    if last[Int(number)] == own { continue }
                    last[Int(number)] = own
                    said.append((number, own))
                }
            }
        }
        let things = Rows<Int32>(count: texts.count) { body in
            for one in said { body(Int(one.text), one.thing) }
        }
        for (number, text) in texts.enumerated() { words.add(inventory[text], .rule, of: things[number]) }
    }

    private mutating func addNotes(_ annotations: Annotations, _ groups: [GroupIndex]) {
        guard let notes = annotations.notes else { return }
        for group in groups {
            guard let said = annotations.notes(of: group), let own = number(of: .group(group)) else { continue }
            let reasons = (said.reasons + said.rules.flatMap(\.reasons)).flatMap(\.texts)
            let texts = [said.protects, said.layer, said.inbound?.words, said.outbound?.words].compactMap { $0 }
            for text in texts + said.rules.map(\.why) + reasons { words.add(text, .note, of: own) }
        }
        let titles = Dictionary(annotations.groupsByTitle.map { ($0.key.lowercased(), $0.value) }) { $0 + $1 }
        func add(_ text: String, about title: String) {
            for group in titles[title.lowercased()] ?? [] {
                if let own = number(of: .group(group)) { words.add(text, .note, of: own) }
            }
        }
        for flow in notes.flows {
            guard let why = flow.why else { continue }
            for case .group(let title) in [flow.source, flow.destination].distinct() { add(why, about: title) }
        }
        for table in notes.tables {
            guard let title = table.group else { continue }
            for row in table.rows { add(row.joined(separator: " "), about: title) }
        }
    }
}

extension Reason {
    /// All that it says.
    fileprivate var texts: [String] { [why] + points.flatMap(\.texts) }
}

extension ReasonPoint {
    fileprivate var texts: [String] { [line] + points.flatMap(\.texts) }
}
