import CoreModel
import Words

/// Groups as resources of Terraform's AWS provider, for a root module.
///
/// Rules are resources of their own, so that groups may name each other in a circle; inline rules beside them would fight.
struct TerraformExport {
    let groups: [ExportedGroup]
    let hasImports: Bool
    /// The identifier of each group.
    private let names: [String]

    init(groups: [ExportedGroup], hasImports: Bool) {
        (self.groups, self.hasImports) = (groups, hasImports)
        var used = UniqueNames()
        names = groups.map { group in
            let name = ExportedName.hasLetters(group.label) ? CodeText.snake(group.label) : "group"
            return used.name(name) { "\(name)_\($0)" }
        }
    }

    /// The text, and what is to be known of it.
    var written: (text: String, notes: [String]) {
        let blocks = groups.flatMap { group in [resource(group)] + Direction.allCases.compactMap { rules($0, of: group) } }
        let imports = hasImports ? groups.flatMap(imports) : []
        let takingOver = "# What follows takes over what is there (Terraform 1.7), and may go once it is applied.\n"
        let head = imports.isEmpty ? [] : [takingOver]
        return ((blocks + head + imports).joined(separator: "\n"), [])
    }

    // MARK: Groups

    private func resource(_ group: ExportedGroup) -> String {
        var rows: [(String, String)] = []
        if !group.name.isEmpty { rows.append(("name", TerraformText.quoted(group.name))) }
        if !group.description.isEmpty { rows.append(("description", TerraformText.quoted(group.description))) }
        if !group.vpc.id.isEmpty { rows.append(("vpc_id", TerraformText.quoted(group.vpc.id))) }
        let own = TerraformText.rows(rows)
        let remark = group.vpc.name.isEmpty ? "" : "  # \(group.vpc.id) is \(CodeText.oneLine(group.vpc.name))\n"
        let members = map(group.tags.map { ($0.key, TerraformText.quoted($0.value)) })
        let tags = group.tags.isEmpty ? "" : "\n  tags = {\n\(members)  }\n"
        return "resource \"aws_security_group\" \"\(names[group.place])\" {\n\(remark)\(own)\(tags)}\n"
    }

    /// Members of a map within a block, their equal signs below each other.
    private func map(_ members: [(key: String, value: String)]) -> String {
        TerraformText.rows(members.map { (TerraformText.quoted($0.key), $0.value) })
            .split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    // MARK: Rules

    /// The attributes of rules in the order of their resource.
    private static let attributes = [
        "ip_protocol", "from_port", "to_port", "cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id",
        "description", "tags",
    ]

    private func rules(_ direction: Direction, of group: ExportedGroup) -> String? {
        let rules = group.rules(direction)
        if rules.isEmpty { return nil }
        let values = rules.map(values)
        let members = zip(rules, values).map { rule, own in
            (rule.key, "{ \(own.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")) }")
        }
        let rows = Self.attributes.compactMap { attribute -> (String, String)? in
            let count = values.count { $0.contains { $0.key == attribute } }
            if count == 0 { return nil }
            return (attribute, count == rules.count ? "each.value.\(attribute)" : "try(each.value.\(attribute), null)")
        }
        let remarks = rules.compactMap { $0.peer.remark(of: .terraform) }.distinct()
        return """
            resource "\(type(direction))" "\(names[group.place])" {
            \(remarks.map { "  # \(CodeText.oneLine($0))\n" }.joined())  for_each = {
            \(map(members))  }

            \(TerraformText.rows([("security_group_id", "aws_security_group.\(names[group.place]).id")] + rows))}

            """
    }

    private func type(_ direction: Direction) -> String { "aws_vpc_security_group_\(direction.name)_rule" }

    private func values(_ rule: ExportedRule) -> [(key: String, value: String)] {
        var values = [("ip_protocol", TerraformText.quoted(rule.ipProtocol))]
        if rule.hasRange {
            // The provider imports an ICMP type or code of -1 as none (its issue 44935), and makes a rule with none of it.
            let isTakenOver = hasImports && rule.importID != nil
            let range = [("from_port", rule.traffic.from), ("to_port", rule.traffic.to)]
            for (key, number) in range where number >= 0 || !isTakenOver {
                values.append((key, "\(number)"))
            }
        }
        switch rule.peer {
        case .network(let network):
            values.append((network.version == .v4 ? "cidr_ipv4" : "cidr_ipv6", TerraformText.quoted(network.description)))
        case .prefixList(let id, _): values.append(("prefix_list_id", TerraformText.quoted(id)))
        case .exported(let place): values.append(("referenced_security_group_id", "aws_security_group.\(names[place]).id"))
        case .other(let id, let account, _, _):
            let text = account.map { "\($0)/\(id)" } ?? id
            values.append(("referenced_security_group_id", TerraformText.quoted(text)))
        }
        if !rule.description.isEmpty { values.append(("description", TerraformText.quoted(rule.description))) }
        if !rule.tags.isEmpty {
            let tags = rule.tags.map { "\(TerraformText.quoted($0.key)) = \(TerraformText.quoted($0.value))" }
            values.append(("tags", "{ \(tags.joined(separator: ", ")) }"))
        }
        return values
    }

    // MARK: Imports

    private func imports(_ group: ExportedGroup) -> [String] {
        let own = group.importID.map { id in
            block(nil, to: "aws_security_group.\(names[group.place])", id: TerraformText.quoted(id))
        }
        let rules = Direction.allCases.compactMap { direction -> String? in
            let known = group.rules(direction).compactMap { rule in
                rule.importID.map { (rule.key, TerraformText.quoted($0)) }
            }
            if known.isEmpty { return nil }
            return block(known, to: "\(type(direction)).\(names[group.place])[each.key]", id: "each.value")
        }
        return [own].compactMap { $0 } + rules
    }

    private func block(_ members: [(key: String, value: String)]?, to: String, id: String) -> String {
        let each = members.map { "  for_each = {\n\(map($0))  }\n" } ?? ""
        return "import {\n\(each)  to = \(to)\n  id = \(id)\n}\n"
    }
}
