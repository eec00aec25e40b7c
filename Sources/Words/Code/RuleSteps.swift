import CoreModel
import Reachability

/// Rules as steps of code.
struct RuleSteps {
    let inventory: Inventory
    let names: Names
    /// The language that they are steps of.
    var form = CodeForm.aws
    /// Whether rules come as they are told: one without a description gets none.
    var isExact = false

    /// A rule that comes: a block where the group's state keeps its rules inline, since the next apply takes a resource beside them away.
    func added(_ rule: EditedRule) -> [CodeStep] {
        let group = inventory.group(id: rule.group)
        if form.hasBlocks, let group, inventory[group].terraformStyle == .inlineBlocks {
            return (leftOut(rule).map { [CodeStep.note($0)] } ?? []) + [block(rule, names.nameAndID(of: group))]
        }
        return [.resource(resource(rule), remark: leftOut(rule))]
    }

    /// A rule that goes: its file's resource, or block, is what is to be deleted.
    func removed(_ rule: EditedRule) -> CodeStep {
        let way = rule.identity.direction.name
        let isInline = inventory.group(id: rule.group).map { inventory[$0].terraformStyle == .inlineBlocks } ?? false
        let what = form == .cloudformation ? "the \(way) rule" : isInline ? form.part(way) : "the \(way) rule resource"
        return .note("delete \(what) of \(name(rule.group)) that is: \(line(rule))")
    }

    /// The same rule as a resource of its own, whatever the group's state has.
    func resource(_ rule: EditedRule) -> CodeResource {
        let own = rule.identity
        let words = "\(shortName(rule.group)) \(own.traffic.text) \(own.direction.preposition) \(peerName(own.peer))"
        var attributes: [(key: String, value: CodeResource.Value)] = [
            ("security_group_id", id(rule.group)), ("description", .text(description(rule))),
            ("ip_protocol", .text(apiProtocol(own.traffic))),
        ]
        if let range = Self.range(own.traffic) {
            attributes += [("from_port", .number(range.from)), ("to_port", .number(range.to))]
        }
        attributes.append(peer(own.peer))
        return CodeResource(
            type: "aws_vpc_security_group_\(own.direction.name)_rule", words: words,
            attributes: attributes.filter { !isEmpty($0.value) })
    }

    private func block(_ rule: EditedRule, _ name: String) -> CodeStep {
        let own = rule.identity
        let range = Self.range(own.traffic)
        var attributes: [(key: String, value: CodeResource.Value)] = [
            ("description", .text(description(rule))), ("protocol", .text(apiProtocol(own.traffic))),
            ("from_port", .number(range?.from ?? 0)), ("to_port", .number(range?.to ?? 0)),
        ]
        switch own.peer {
        case .group(let id) where id == rule.group: attributes.append(("self", .flag(true)))
        case .group(let id): attributes.append(("security_groups", .ids([inventory.texts.find(id) ?? .none])))
        case .network(let network):
            attributes.append((network.version == .v4 ? "cidr_blocks" : "ipv6_cidr_blocks", .texts([network.description])))
        case .prefixList(let id): attributes.append(("prefix_list_ids", .texts([id])))
        }
        return .block(
            own.direction.name, attributes.filter { !isEmpty($0.value) },
            within: "\(form.place(own.direction.name, in: "aws_security_group", of: name)), \(form.besideOthers)")
    }

    private func isEmpty(_ value: CodeResource.Value) -> Bool { if case .text("") = value { true } else { false } }

    private func peer(_ peer: EndIdentity) -> (key: String, value: CodeResource.Value) {
        switch peer {
        case .group(let id): ("referenced_security_group_id", self.id(id))
        case .network(let network): (network.version == .v4 ? "cidr_ipv4" : "cidr_ipv6", .text(network.description))
        case .prefixList(let id): ("prefix_list_id", .text(id))
        }
    }

    private func id(_ group: String) -> CodeResource.Value { inventory.texts.find(group).map { .id($0) } ?? .text(group) }

    // MARK: Words

    /// What its author wrote, as far as AWS takes it, else what it is for; empty for one that comes as it is told, without any.
    func description(_ rule: EditedRule) -> String {
        if !rule.description.isEmpty || isExact { return FixText.allowedCharacters(rule.description) }
        let peer = rule.identity.peer.network?.short ?? peerName(rule.identity.peer)
        return FixText.allowedCharacters("\(rule.identity.traffic.text) \(rule.identity.direction.preposition) \(peer)")
    }

    /// What of its description is not written; nil where all of it is.
    func leftOut(_ rule: EditedRule) -> String? { FixText.leftOut(of: rule.description) }

    /// "ingress tcp 5432 from ALB SG".
    func line(_ rule: EditedRule) -> String {
        let own = rule.identity
        let peer = own.peer.group.map(name) ?? own.peer.text
        return "\(own.direction.name) \(own.traffic.text) \(own.direction.preposition) \(peer)"
    }

    /// A group's name with its id.
    func name(_ group: String) -> String { inventory.group(id: group).map(names.nameAndID) ?? group }

    private func shortName(_ group: String) -> String { inventory.group(id: group).map(names.name) ?? group }

    private func peerName(_ peer: EndIdentity) -> String {
        switch peer {
        case .network(let network): network.description
        case .prefixList(let id): inventory.prefixList(id: id).map { names.name(of: .prefixList($0)) } ?? id
        case .group(let id): shortName(id)
        }
    }

    /// Ports, or type and code; nil where a protocol has neither.
    static func range(_ traffic: Traffic) -> (from: Int, to: Int)? {
        traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP ? (Int(traffic.from), Int(traffic.to)) : nil
    }

    /// The protocol as AWS takes it: by its name where that has a range, else by its number.
    func apiProtocol(_ traffic: Traffic) -> String {
        Self.range(traffic) == nil ? "\(traffic.ipProtocol.number)" : "\(traffic.ipProtocol)"
    }
}
