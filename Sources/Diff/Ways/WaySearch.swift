import CoreModel
import Reachability

/// Finds what the verdict over all layers opens or closes: by rules, routes, entries, attachments.
///
/// Asked are groups with groups, with the networks that their rules name, and with what of these differing routes and entries are for
/// (``RoutedNetworks``), as far as one of the readings lets something through there by its groups or in the name of another
/// (``TranslatedWays``): in what the network's differences may concern, where flows of the groups differ, and around appliances whose own
/// groups let through others than before.
struct WaySearch {
    var ways: [FlowChange] = []
    /// What turns for some members alone, where the way of the whole group depends before and after.
    var ofMembers: [FlowChange] = []
    /// Pairs of members that are asked; of members that nothing tells apart one stands for all.
    var memberBudget = Budget(2_000)
    var membersOfGroups: [String: [[MemberWays.Member]]] = [:]
    private(set) lazy var kindsBefore = InterfaceKinds(before.analyzer)
    private(set) lazy var kindsAfter = InterfaceKinds(after.analyzer)
    /// Parts of networks that are asked; what ends were cut into, and where.
    var partBudget = Budget(1_000)
    var cutEnds: [EndIdentity: [IPVersion: [IPNetwork]]] = [:]
    private(set) lazy var cutting = CuttingNetworks([before.inventory, after.inventory])
    /// Whether there was more to ask than is asked.
    var isLimited = false
    /// The ids of the VPCs in which a layer is looked at in one reading alone, so that their ways are not compared.
    private(set) var uncompared: Set<String> = []

    let before: Reading
    let after: Reading
    private let network: NetworkDifferences
    /// Where packets go that its differences may lead elsewhere; nil for anywhere.
    private let destinations: ConcernedDestinations?
    /// The sides of groups of which rules differ, by the places of their pairs.
    private let touched: Set<GroupDifferences.Side>
    /// Groups whose members are others than before, or elsewhere, by the places of their pairs.
    private let moved: Set<Int>
    private(set) var asked: [Pair: [IPVersion: TrafficSet]] = [:]

    /// Pairs of ends that are asked, at most; each costs some ways in both readings.
    private static let limit = 4_000

    struct Pair: Hashable {
        var source: EndIdentity
        var destination: EndIdentity
    }

    init(
        before: Analyzer, after: Analyzer, _ changes: GroupDifferences, _ network: NetworkDifferences, _ rules: FlowSearch
    ) {
        let matching = changes.matching
        self.before = Reading(before, matching, matching.ofBefore)
        self.after = Reading(after, matching, matching.ofAfter)
        moved = changes.moved
        let touched = Set(rules.touched.keys)
        self.touched = touched
        var network = network
        let vpcs = [self.before, self.after].flatMap { $0.vpcsOfAppliances(touched, moved: changes.moved) }
        network.takeIn(vpcsOfAppliances: Set(vpcs), before.inventory, after.inventory)
        self.network = network
        destinations =
            network.isOfAppliances ? nil : ConcernedDestinations(before: before, after: after, network.changes)
        guard before.mayLookAtNetwork || after.mayLookAtNetwork else { return }
        findUncompared()
        for flow in rules.flows where !flow.isOfPart || flow.isOfInternet {
            for version in flow.versions { ask(flow.source.end, flow.destination.end, flow.points, version) }
        }
        if !network.isEmpty || !moved.isEmpty {
            collect(self.before)
            collect(self.after)
        }
        if !network.isEmpty || !touched.isEmpty {
            collectTranslated(self.before)
            collectTranslated(self.after)
        }
        // What depends by the groups before and after may turn by another member whose way is open.
        for flow in rules.unsettled where !flow.isOfPart || flow.isOfInternet {
            ask(flow.source.end, flow.destination.end, flow.points, flow.version)
        }
        let routed = RoutedNetworks(before: before.inventory, after: after.inventory, network.changes)
        collect(routed, self.before)
        collect(routed, self.after)
        let order = asked.keys.map { ([$0.destination.text, $0.source.text], $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
        for (_, pair) in order { search(pair, asked[pair] ?? [:]) }
        for flow in rules.flows where flow.isOfPart {
            for version in flow.versions { searchPart(flow.source, flow.destination, flow.points, version) }
        }
        for flow in rules.unsettled where flow.isOfPart { searchPart(flow.source, flow.destination, flow.points, flow.version) }
    }

    private mutating func findUncompared() {
        func layers(_ reading: Reading) -> [String: Set<Layer>] {
            let inventory = reading.inventory
            let ids = Set(inventory.vpcs.map(\.id)).union(inventory.groups.map(\.vpc)).subtracting([.none])
            return Dictionary(ids.map { (inventory[$0], reading.analyzer.layers(ofVpc: $0)) }) { first, _ in first }
        }
        let new = layers(after)
        uncompared = Set(layers(before).filter { id, own in new[id].map { $0 != own } ?? false }.keys)
    }

    // MARK: What is asked

    private mutating func ask(_ source: EndIdentity, _ destination: EndIdentity, _ points: TrafficSet, _ version: IPVersion) {
        let pair = Pair(source: Self.whole(source), destination: Self.whole(destination))
        guard asked[pair] != nil || asked.count < Self.limit else {
            isLimited = true
            return
        }
        asked[pair, default: [:]][version] = (asked[pair]?[version] ?? TrafficSet()).union(FlowChange.carried(points, version))
    }

    /// Asks what a rule of a group lets through from or to an end.
    private mutating func ask(
        _ end: EndIdentity, _ group: EndIdentity, _ points: TrafficSet, _ version: IPVersion, _ direction: Direction
    ) {
        if direction == .ingress { ask(end, group, points, version) } else { ask(group, end, points, version) }
    }

    /// Everything of both families is one internet.
    private static func whole(_ end: EndIdentity) -> EndIdentity {
        if case .network(let network) = end, network.isEverything { return .network(.everything(.v4)) }
        return end
    }

    /// The pairs that a reading's groups let something through between, and that the network's differences may concern.
    private mutating func collect(_ reading: Reading) {
        let inventory = reading.inventory
        let concerned = Set(inventory.loadedGroups.filter { isConcerned($0, reading) })
        collectHeld(reading, besides: concerned)
        if concerned.isEmpty { return }
        for group in concerned.sorted() {
            let isAnyTold = isMoved(group, reading) || destinations == nil
            // Rules of every group that its members carry are its members' rules.
            let carried = reading.analyzer.sharingMembers(with: group)
            for direction in Direction.allCases {
                for rule in carried.flatMap({ inventory.rules(of: $0, direction) }) {
                    let points = mayDiffer(inventory[rule].traffic, isMoved: isMoved(group, reading))
                    if points.isEmpty { continue }
                    let own = reading.identity(group)
                    for (end, version) in Self.places(inventory[rule].peer, inventory) {
                        if !isAnyTold, !mayBeLed(end, vpc: reading.vpc(group), inventory) { continue }
                        ask(end, own, points, version, direction)
                    }
                }
            }
        }
        if moved.isEmpty, !areGroupsLed(reading) { return }
        let ordered = concerned.sorted()
        // Groups that rules name first: where not all can be asked, these are what was meant.
        for isNamed in [true, false] {
            var covered: [Covered: [GroupIndex]] = [:]
            for group in inventory.loadedGroups {
                let destinations = reading.analyzer.sharingMembers(with: group)
                // Of the others no source but those that are concerned matters.
                let isHere = destinations.contains(where: concerned.contains)
                for rule in inventory.rules(of: group, .ingress) {
                    let (peer, traffic) = (inventory[rule].peer, inventory[rule].traffic)
                    guard (inventory.reference(of: peer) != nil) == isNamed, !moved.isEmpty || !mayDiffer(traffic).isEmpty else {
                        continue
                    }
                    let key = Covered(peer: peer, isByAll: isHere)
                    if covered[key] == nil {
                        if isLimited { return }
                        covered[key] = reading.analyzer.groups(coveredBy: rule, among: isHere ? nil : ordered)
                    }
                    let sources = covered[key] ?? []
                    for destination in destinations {
                        for source in sources where concerned.contains(destination) || concerned.contains(source) {
                            let areMoved = [source, destination].contains { isMoved($0, reading) }
                            if !areMoved, !areLed(source, destination, reading) { continue }
                            let points = mayDiffer(traffic, isMoved: areMoved)
                            if !points.isEmpty { askGroups(reading, source, destination, points) }
                        }
                    }
                }
            }
        }
    }

    /// The networks that routes and entries which differ are for, where a rule names more than these.
    private mutating func collect(_ routed: RoutedNetworks, _ reading: Reading) {
        if routed.isEmpty { return }
        let inventory = reading.inventory
        for group in inventory.loadedGroups where isConcerned(group, reading) {
            let own = reading.identity(group)
            let carried = reading.analyzer.sharingMembers(with: group)
            for direction in Direction.allCases {
                for rule in carried.flatMap({ inventory.rules(of: $0, direction) }) {
                    let points = mayDiffer(inventory[rule].traffic)
                    if points.isEmpty { continue }
                    let peer = inventory[rule].peer
                    let named = inventory.network(of: peer).map { [$0] } ?? inventory.prefixList(of: peer)?.entries ?? []
                    for (end, version) in routed.within(named) where mayBeLed(end, vpc: reading.vpc(group), inventory) {
                        ask(end, own, points, version, direction)
                    }
                }
            }
        }
    }

    /// What rules name of addresses that may be somebody else's, by groups that are not concerned otherwise.
    private mutating func collectHeld(_ reading: Reading, besides concerned: Set<GroupIndex>) {
        guard let destinations, destinations.holdsSome else { return }
        let inventory = reading.inventory
        for group in inventory.loadedGroups where !concerned.contains(group) && !reading.survey.isAnywhere(group) {
            for direction in Direction.allCases {
                for rule in inventory.rules(of: group, direction) {
                    guard let named = inventory.network(of: inventory[rule].peer), destinations.isHeld(named) else { continue }
                    let points = TrafficSet(inventory[rule].traffic.points)
                    ask(.network(named), reading.identity(group), points, named.version, direction)
                }
            }
        }
    }

    /// Whether packets between somebody in a VPC and an end that is no group may be led elsewhere.
    func mayBeLed(_ end: EndIdentity, vpc: String, _ inventory: Inventory) -> Bool {
        guard let destinations else { return true }
        if let network = end.network { return destinations.concern(network, vpc: vpc) }
        guard case .prefixList(let id) = end else { return true }
        let entries = inventory.prefixLists.first { inventory[$0.id] == id }?.entries
        return entries?.contains { destinations.concern($0, vpc: vpc) } ?? true
    }

    /// Whether packets between groups may be led elsewhere: of any of them, of two.
    private func areGroupsLed(_ reading: Reading) -> Bool {
        guard let destinations else { return true }
        return Set(reading.inventory.loadedGroups.map(reading.vpc)).contains(where: destinations.meets)
    }

    private func areLed(_ source: GroupIndex, _ destination: GroupIndex, _ reading: Reading) -> Bool {
        guard let destinations else { return true }
        return destinations.meets(vpc: reading.vpc(source)) || destinations.meets(vpc: reading.vpc(destination))
    }

    /// Whom a peer covers: of all groups, or of those that are concerned.
    private struct Covered: Hashable {
        var peer: Peer
        var isByAll: Bool
    }

    /// The CIDR or the prefix list that a rule names, with the families to ask in.
    private static func places(_ peer: Peer, _ inventory: Inventory) -> [(EndIdentity, IPVersion)] {
        if let named = inventory.network(of: peer) { return [(.network(named), named.version)] }
        guard let list = inventory.prefixList(of: peer) else { return [] }
        return IPVersion.allCases.filter { list.version == nil || list.version == $0 }.map {
            (.prefixList(inventory[list.id]), $0)
        }
    }

    /// The flows that groups alone would drop: what the network's differences may concern, groups whose rules differ, and all where rules of
    /// an appliance do.
    private mutating func collectTranslated(_ reading: Reading) {
        let ways = TranslatedWays(reading.analyzer)
        if ways.takers.isEmpty { return }
        let inventory = reading.inventory
        func isTouched(_ group: GroupIndex, _ direction: Direction) -> Bool {
            touched.contains(GroupDifferences.Side(pair: reading.places[Int(group.number)], direction: direction))
        }
        let between = ways.appliances.flatMap { inventory[$0].groups }
        let isBetween = between.contains { group in Direction.allCases.contains { isTouched(group, $0) } }
        let concerned = Set(inventory.loadedGroups.filter { isConcerned($0, reading) })
        let led = areGroupsLed(reading) ? concerned : concerned.filter { isMoved($0, reading) }
        var flows: [TranslatedWays.Flow] = []
        var isCut = false
        ways.flows {
            isBetween || led.contains($0) || isTouched($0, .egress)
        } toWhere: {
            led.contains($0) || isTouched($0, .ingress)
        } _: { flow in
            isCut = flows.count >= Self.limit
            if !isCut { flows.append(flow) }
            return !isCut
        }
        if isCut { isLimited = true }
        for flow in flows where !reading.survey.isAnywhere(flow.source) && !reading.survey.isAnywhere(flow.destination) {
            for version in IPVersion.allCases {
                ask(reading.identity(flow.source), reading.identity(flow.destination), flow.points, version)
            }
        }
        for (taker, points) in ways.takers.sorted(by: { $0.key < $1.key })
        where isBetween || concerned.contains(taker) || isTouched(taker, .ingress) {
            for version in IPVersion.allCases { ask(.network(.everything(version)), reading.identity(taker), points, version) }
        }
    }

    /// What of a rule's traffic the network's differences may decide of, and all of it where members are others.
    private func mayDiffer(_ traffic: Traffic, isMoved: Bool = false) -> TrafficSet {
        let points = TrafficSet(traffic.points)
        if isMoved { return points }
        if network.isEmpty { return TrafficSet() }
        return network.traffic.map(points.intersection) ?? points
    }

    private func isMoved(_ group: GroupIndex, _ reading: Reading) -> Bool { moved.contains(reading.places[Int(group.number)]) }

    private mutating func askGroups(_ reading: Reading, _ source: GroupIndex, _ destination: GroupIndex, _ points: TrafficSet) {
        if reading.survey.isAnywhere(source) || reading.survey.isAnywhere(destination) { return }
        for version in IPVersion.allCases
        where reading.analyzer.hasAddress(source, version) && reading.analyzer.hasAddress(destination, version) {
            guard
                let question = Question(
                    from: Endpoint(.group(source), asked: ""), to: Endpoint(.group(destination), asked: ""), carrying: points,
                    version: version)
            else { continue }
            let possible = reading.analyzer.possibleTraffic(of: question)
            if !possible.isEmpty { ask(reading.identity(source), reading.identity(destination), possible, version) }
        }
    }

    private func isConcerned(_ group: GroupIndex, _ reading: Reading) -> Bool {
        if reading.survey.isAnywhere(group) { return false }
        if isMoved(group, reading) { return true }
        let (inventory, vpc) = (reading.inventory, reading.vpc(group))
        let members = reading.analyzer.members(of: group)
        guard members.isEmpty else {
            return members.contains { member in
                let own = inventory[member]
                let places = (own.subnet.isNone ? own.possibleSubnets : [own.subnet]).map { inventory[$0] }
                return network.vpcs.contains(inventory[own.vpc]) || places.contains(where: network.subnets.contains)
            }
        }
        return network.vpcs.contains(vpc)
            || inventory.subnets.contains { inventory[$0.vpc] == vpc && network.subnets.contains(inventory[$0.id]) }
    }

    // MARK: Asking

    private mutating func search(_ pair: Pair, _ traffic: [IPVersion: TrafficSet]) {
        if isUncompared(pair.source) || isUncompared(pair.destination) { return }
        if isAnywhere(pair.source) || isAnywhere(pair.destination) {
            isLimited = true
            return
        }
        let (found, unsettled) = turned(pair, traffic)
        ways += found
        if unsettled.isEmpty { return }
        let byMembers = turnedForMembers(pair, unsettled)
        ofMembers += byMembers
        searchParts(pair, unsettled, asksMembers: byMembers.isEmpty)
    }

    /// What of some traffic turns, and what of it depends in both readings.
    func turned(
        _ pair: Pair, _ traffic: [IPVersion: TrafficSet]
    ) -> (ways: [FlowChange], unsettled: [IPVersion: TrafficSet]) {
        var turned = TurnedTraffic()
        var unsettled: [IPVersion: TrafficSet] = [:]
        for (version, points) in traffic {
            let (old, new) = (passing(before, pair, points, version), passing(after, pair, points, version))
            let both = FlowChange.carried(old.depending.intersection(new.depending), version)
            if !both.isEmpty { unsettled[version] = both }
            turned.add(old, new, version)
        }
        let ways = turned.flows(
            from: FlowChange.Part(end: pair.source), to: FlowChange.Part(end: pair.destination), areWays: true)
        return (ways, unsettled)
    }

    func isAnywhere(_ end: EndIdentity) -> Bool {
        guard let id = end.group else { return false }
        return [before, after].contains { reading in
            guard let group = reading.groups[id], reading.inventory[group].knowledge != .absent else { return false }
            return reading.survey.isAnywhere(group)
        }
    }

    func isUncompared(_ end: EndIdentity) -> Bool {
        guard !uncompared.isEmpty, let id = end.group else { return false }
        return [before, after].contains { reading in reading.groups[id].map { uncompared.contains(reading.vpc($0)) } ?? false }
    }

    func end(_ identity: EndIdentity, _ reading: Reading) -> Endpoint? {
        if let id = identity.group {
            return reading.groups[id].flatMap { group in
                reading.inventory[group].knowledge == .absent ? nil : Endpoint(.group(group), asked: "")
            }
        }
        if case .network(let network) = identity, network.isEverything { return Endpoint(.internet) }
        return reading.inventory.end(identity).map { Endpoint($0, asked: identity.text) }
    }
}
