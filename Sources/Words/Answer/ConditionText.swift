import Reachability
import CoreModel
import Text

/// What must hold where a verdict is depends, and how to find it out.
extension AnswerText {
    /// A condition as a clause; those that are an "if" without it where `withoutIf` says so.
    func clause(_ condition: Condition, withoutIf: Bool = false) -> String {
        let opening = withoutIf ? "" : "if "
        switch condition {
        case .lets(let group, let side):
            let lacks = inventory[group].knowledge == .absent ? "" : ": \(ends.unloaded(group, side))"
            return "\(opening)\(names.nameAndID(of: group)) lets \(asked) \(way(side))\(lacks)"
        case .carriedGroupsLet(let side): return "\(opening)the groups that \(ends.name(side)) carries let \(asked) \(way(side))"
        case .isGroup(let unknown, let side):
            return "\(opening)\(inventory[inventory[unknown].id]) is a group of \(ends.name(side.other))"
        case .carriesOne(let groups, let side):
            let named = groups.map { names.nameAndID(of: $0) }.distinct()
            let any = named.isEmpty ? "a group that is let through" : TextList.sentence(named, limit: .max, and: "or")
            return "\(opening)\(ends.name(side.other)) belongs to \(any)"
        case .isInList(let rule):
            let (peer, other) = (inventory[rule].peer, ends.name(inventory[rule].direction.other))
            let (id, isLeftOut) = (inventory.text(of: peer), inventory.prefixList(of: peer)?.isLeftOut == true)
            return isLeftOut ? "\(opening)\(other) is among the \(id)" : "\(opening)\(id) contains \(other)"
        case .copy(let parts, let side, let rules):
            let copy = "the copy of \(ends.name(parts, side)) with this rule"
            return "\(opening)\(copy) is the right one: \(self.rules.lines(rules))"
        case .members(let side): return memberDifference(side)
        case .entries(let side): return "the entries of \(ends.name(side)) decide, and they are not loaded"
        case .unsettled(let doubt, let rules):
            return "\(inventory.reason(of: doubt) ?? "") decides: \(self.rules.lines(rules))"
        case .part(let parts, let side, let isCertain, let service):
            let clause = self.parts(parts, side)
            return "\(isCertain ? "certainly" : "only") \(clause)\(service.map { partNotFiltered($0, after: parts) } ?? "")"
        case .between(let parts):
            let all = "allowed \(TextList.sentence(parts.map(between).distinct(), limit: 4))"
            return all.count <= 240 ? all : "only between some of these addresses: ask about one address of each end"
        case .lacksFamily(let interface):
            return "not for \(names.name(of: interface)), which has no \(question.version.name) address"
        }
    }

    /// "in from ALB SG".
    private func way(_ side: Direction) -> String { "\(side.wayWithPreposition) \(ends.name(side.other))" }

    // MARK: Parts

    /// "on tcp 80; on tcp 443 only from 203.0.113.0/24".
    private func parts(_ covered: CoveredParts, _ side: Direction) -> String {
        let shown = covered.parts.prefix(4).enumerated().compactMap { place, part -> String? in
            let (isWhole, isAllTraffic) = (part.addresses == covered.all, part.traffic == covered.asked)
            if isWhole, isAllTraffic { return nil }
            let traffic = "on \(TrafficText.sentence(part.traffic.traffic))"
            if isWhole { return traffic }
            let from = "\(side.preposition) \(places(part.addresses))"
            if isAllTraffic { return from }
            return "\(traffic) \(place == 0 ? "" : "only ")\(from)"
        }
        let rest = covered.parts.count - 4
        return shown.joined(separator: "; ") + (rest > 0 ? "; on other traffic from still fewer addresses (\(rest) more)" : "")
    }

    /// What is not filtered, behind the parts that are let through; where these are that and nothing else, what it is.
    private func partNotFiltered(_ service: NotFiltered.Service, after covered: CoveredParts) -> String {
        let only = covered.parts.count == 1 ? covered.parts.first : nil
        return only?.addresses == covered.all && only?.traffic == ends.asked(of: service)
            ? ": \(service.kind.name), which security groups do not filter" : "; \(ends.partNotFiltered(service))"
    }

    private func between(_ parts: Condition.Between) -> String {
        [(parts.source, Direction.egress), (parts.destination, .ingress)].compactMap { part, side in
            part.map { "\(side.other.preposition) \(text($0, side))" }
        }.joined(separator: " ")
    }

    private func text(_ part: Condition.Part, _ side: Direction) -> String {
        switch part {
        case .part(let part): ends.name(part, side)
        case .addresses(let addresses, let groups):
            "\(places(addresses)) (\(groups.isEmpty ? "hosts without groups" : ends.list(groups)))"
        }
    }

    private func places(_ addresses: AddressSet) -> String {
        let networks = addresses.networks(question.version)
        if networks.count == 1, let only = networks.first, only.prefixLength < question.version.bitWidth {
            return "\(only) (\(only.bounds.first) to \(only.bounds.last))"
        }
        let shown = networks.map { $0.prefixLength == $0.version.bitWidth ? $0.address.description : $0.description }
        return TextList.sentence(shown, limit: 4)
    }

    // MARK: Finding out

    /// A command, or what to do.
    func instruction(_ find: FindOut) -> String {
        switch find {
        case .rules(let group): return groupListing(group)
        case .wholeOutput(let group): return "\(groupListing(group)), the whole output"
        case .entries(let place):
            let id = inventory[inventory.prefixLists[place].id]
            return Self.entryListing(id)
        case .interfaces:
            return "aws ec2 describe-network-interfaces > describe-network-interfaces.json, and read that file too (-i)"
        case .interface(let address):
            let filter = address.version == .v4 ? "addresses.private-ip-address" : "ipv6-addresses.ipv6-address"
            return "aws ec2 describe-network-interfaces --filters Name=\(filter),Values=\(address)"
        case .clientAddress: return "the client's own address, on the client: ip -brief address"
        }
    }

    /// The call that lists a prefix list's entries, into a file whose name tells which list they are of.
    static func entryListing(_ id: String) -> String {
        "aws ec2 get-managed-prefix-list-entries --prefix-list-id \(ShellText.quoted(id)) "
            + "> \(ShellText.quoted("get-managed-prefix-list-entries.\(id).json")), and read that file too (-i)"
    }

    private func groupListing(_ group: GroupIndex) -> String {
        "aws ec2 describe-security-groups --group-ids \(ShellText.quoted(inventory[inventory[group].id]))"
    }
}
