import CoreModel
import Reachability
import Text
import Words

/// Says which interfaces carry a group, a line each, as long as there are few; of many those that go alike share one.
///
///     orders                  4 members        web                      400 members
///     10.40.21.17  app-a  ECS task 1f0c        10.0.1.4 +199 alike  app-a  and others
///     10.40.21.88  app-a  ECS task 77be        10.0.2.4 +199 alike  app-b  and others
///
/// Alike are those with the same groups in one subnet, where even these are too many in subnets with one table and one ACL, and never those
/// whose verdicts differ.
public final class MemberLists: Sendable {
    private let analyzer: Analyzer
    private let subnetNames: Lazy<[TextID: String]>
    private let instanceNames: Lazy<[TextID: String]>

    private var inventory: Inventory { analyzer.inventory }

    /// Lists of the groups of an analyzer's inventory.
    public init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        let inventory = analyzer.inventory
        subnetNames = Lazy {
            let named = inventory.subnets.filter { !$0.name.isNone }
            let short = GroupNameShortening.withoutSharedPrefix(named.map { inventory[$0.name] })
            return Dictionary(zip(named.map(\.id), short), uniquingKeysWith: { first, _ in first })
        }
        instanceNames = Lazy {
            let named = inventory.instances.filter { !$0.name.isNone }.map { ($0.id, inventory[$0.name]) }
            return Dictionary(named, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The interfaces of a group in any order.
    func carriers(_ group: GroupIndex) -> [InterfaceIndex] { analyzer.members(of: group) }

    /// The interfaces of a group by address.
    public func interfaces(of group: GroupIndex, _ version: IPVersion = .v4) -> [InterfaceIndex] {
        let keyed = analyzer.members(of: group).map { index -> (Int, UInt128, InterfaceIndex) in
            let address = address(index, version)
            return (address == nil ? 2 : address?.version == version ? 0 : 1, address?.bits ?? 0, index)
        }
        return keyed.sorted { $0 < $1 }.map(\.2)
    }

    /// The lines of a group's box.
    ///
    /// Complexity: O(n log n) in the interfaces that carry it; what lines say is worked out for those that there are.
    ///
    /// - Parameters:
    ///   - limit: The most lines; what has none is counted in the last of them.
    ///   - verdicts: What each comes to where something is asked.
    public func list(_ group: GroupIndex, limit: Int, verdicts: MemberVerdicts? = nil) -> MemberList {
        let version = verdicts?.version ?? .v4
        let all = interfaces(of: group, version)
        let isAllListed = inventory.listsAllInterfaces(ofVpc: inventory[group].vpc)
        var list = MemberList()
        list.count = all.count
        let kinds = kinds(all, limit: limit, verdicts)
        let shown = shown(kinds, limit: limit, verdicts)
        list.rows = shown.map { row($0, of: group, version, verdicts) }
        if shown.count < kinds.count { list.rows.append(rest(all, without: shown, verdicts)) }
        if all.isEmpty, inventory[group].knowledge != .absent {
            let text = isAllListed ? "no interface carries it" : "no interface in the input carries it"
            list.rows = [MemberList.Row(interfaces: [], cells: [text])]
        } else if !all.isEmpty {
            list.title = TextCount.of(all.count, "member") + (isAllListed ? "" : " known")
            list.shortTitle = "\(all.count)" + (isAllListed ? "" : "+")
        }
        list.verdict = Self.verdict(all.compactMap { verdicts?[$0] } + [verdicts?.unseen(of: group)].compactMap { $0 })
        if let verdict = verdicts?.unseen(of: group) {
            list.rows.append(MemberList.Row(interfaces: [], verdict: verdict, cells: ["any that the input does not list"]))
        }
        return list
    }

    /// What several come to together; nil of none.
    private static func verdict(_ verdicts: [Verdict]) -> Verdict? {
        verdicts.allSatisfy { $0 == verdicts.first } ? verdicts.first : .depends
    }

    // MARK: Alike

    /// What members have in common that share a line.
    private struct Kind: Hashable {
        var groups: [GroupIndex]
        var verdict: Verdict?
        /// The subnet, or the table and the ACL that several have.
        var subnet: TextID = .none
        var table: RouteTableIndex?
        var acl: NetworkACLIndex?
        var vpc: TextID = .none
    }

    /// The interfaces one by one where there are few, else those together that go alike, in the order of their first.
    private func kinds(_ all: [InterfaceIndex], limit: Int, _ verdicts: MemberVerdicts?) -> [[InterfaceIndex]] {
        if all.count <= limit { return all.map { [$0] } }
        let bySubnet = grouped(all) { index, own in
            Kind(groups: own.groups.sorted(), verdict: verdicts?[index], subnet: own.subnet, vpc: own.vpc)
        }
        if bySubnet.count <= limit { return bySubnet }
        var layers: [TextID: (RouteTableIndex?, NetworkACLIndex?)] = [:]
        return grouped(all) { index, own in
            let (table, acl) =
                layers[own.subnet] ?? (analyzer.routeTable(ofSubnet: own.subnet), analyzer.networkACL(ofSubnet: own.subnet))
            layers[own.subnet] = (table, acl)
            // Where neither is told nothing says that two subnets are alike.
            let subnet = table == nil && acl == nil ? own.subnet : .none
            return Kind(
                groups: own.groups.sorted(), verdict: verdicts?[index], subnet: subnet, table: table, acl: acl, vpc: own.vpc)
        }
    }

    private func grouped(_ all: [InterfaceIndex], by kind: (InterfaceIndex, NetworkInterface) -> Kind) -> [[InterfaceIndex]] {
        var places: [Kind: Int] = [:]
        var result: [[InterfaceIndex]] = []
        for index in all {
            let kind = kind(index, inventory[index])
            if let place = places[kind] {
                result[place].append(index)
            } else {
                places[kind] = result.count
                result.append([index])
            }
        }
        return result
    }

    /// The kinds that get a line: one of each verdict, then those that most members are of.
    private func shown(_ kinds: [[InterfaceIndex]], limit: Int, _ verdicts: MemberVerdicts?) -> [[InterfaceIndex]] {
        if kinds.count <= limit { return kinds }
        let bySize = kinds.indices.sorted { (-kinds[$0].count, $0) < (-kinds[$1].count, $1) }
        var seen: Set<Verdict?> = []
        let firsts = bySize.filter { seen.insert(verdicts?[kinds[$0][0]]).inserted }
        let ordered = firsts + bySize.filter { !firsts.contains($0) }
        return ordered.prefix(max(1, limit - 1)).sorted().map { kinds[$0] }
    }

    // MARK: Lines

    private func row(
        _ alike: [InterfaceIndex], of group: GroupIndex, _ version: IPVersion, _ verdicts: MemberVerdicts?
    ) -> MemberList.Row {
        let first = alike[0]
        let more = alike.count > 1 ? " +\(alike.count - 1) alike" : ""
        let owners = alike.prefix(12).map(owner).distinct()
        let owner = (owners.first ?? "") + (owners.count > 1 ? " and others" : "")
        let others = inventory[first].groups.filter { $0 != group }.map { analyzer.names.name(of: $0) }.sorted()
        let also = others.isEmpty ? "" : "also \(TextList.few(others, limit: 2))"
        return MemberList.Row(
            interfaces: alike, verdict: verdicts?[first],
            cells: [addressText(first, version) + more, subnetText(alike), owner, also])
    }

    /// The line that counts what has none of its own.
    private func rest(_ all: [InterfaceIndex], without shown: [[InterfaceIndex]], _ verdicts: MemberVerdicts?) -> MemberList.Row {
        let drawn = Set(shown.joined())
        let rest = all.filter { !drawn.contains($0) }
        let subnets = Set(rest.map { inventory[$0].subnet }).subtracting([.none]).count
        var text = "+\(rest.count) more" + (subnets > 0 ? " in \(TextCount.of(subnets, "subnet"))" : "")
        let counts = Dictionary(grouping: rest) { verdicts?[$0] }.mapValues(\.count)
        if counts.count > 1 {
            let said = [Verdict.allowed, .depends, .blocked].compactMap { verdict in
                counts[verdict].map { "\($0) \(verdict.rawValue)" }
            }
            text += ": \(said.joined(separator: ", "))"
        }
        let verdict = counts.count == 1 ? rest.first.flatMap { verdicts?[$0] } : nil
        return MemberList.Row(interfaces: rest, verdict: verdict, cells: [text])
    }

    /// The private address of a family, else of the other, else of a delegated prefix or a public one.
    private func address(_ index: InterfaceIndex, _ version: IPVersion) -> IPAddress? {
        let own = inventory[index]
        return own.privateAddresses(version).first ?? own.privateAddresses.first ?? own.delegatedPrefixes.first?.address
            ?? own.publicAddresses.first
    }

    private func addressText(_ index: InterfaceIndex, _ version: IPVersion) -> String {
        let own = inventory[index]
        if own.privateAddresses.isEmpty, let prefix = own.delegatedPrefixes.first { return prefix.description }
        return address(index, version)?.description ?? (own.addressesAreKnown ? "no address" : "address not told")
    }

    /// "app-a", "3 subnets", "one of 2 subnets"; empty where it is not told.
    private func subnetText(_ alike: [InterfaceIndex]) -> String {
        let ids = alike.map { inventory[$0].subnet }.distinct()
        if ids.count > 1 { return "\(ids.count) subnets" }
        guard let id = ids.first, !id.isNone else {
            let possible = inventory[alike[0]].possibleSubnets.count
            return possible > 1 ? "one of \(possible) subnets" : ""
        }
        return subnetNames.value[id] ?? inventory[id]
    }

    /// What an interface belongs to: "RDS orders", an instance's name or id, its Name tag, "NAT gateway", else its id.
    public func owner(_ index: InterfaceIndex) -> String {
        let own = inventory[index]
        let kind = own.attachment.kind
        if !own.attachment.name.isNone { return "\(kind.word) \(inventory[own.attachment.name])" }
        if let name = instanceNames.value[own.instance] { return name }
        if !own.name.isNone { return inventory[own.name] }
        if !own.instance.isNone { return inventory[own.instance] }
        return kind == .unknown ? inventory[own.id] : kind.word
    }
}
