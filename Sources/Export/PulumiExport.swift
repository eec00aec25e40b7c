import CoreModel
import Words

/// Groups as a Pulumi module in TypeScript, which exports them: groups first, then the rules that name them.
struct PulumiExport {
    let groups: [ExportedGroup]
    let hasImports: Bool
    /// What each group is called in the program and in the stack, and each of its rules in the stack.
    private let names: [(variable: String, stack: String, rules: [String])]

    init(groups: [ExportedGroup], hasImports: Bool) {
        (self.groups, self.hasImports) = (groups, hasImports)
        let prefix = GroupNameShortening.sharedPrefix(groups.map(\.label))
        var variables = UniqueNames()
        var stackNames = UniqueNames()
        func stackName(_ words: String) -> String {
            let name = ExportedName.hasLetters(words) ? CodeText.kebab(words) : "group"
            return stackNames.name(name) { "\(name)-\($0)" }
        }
        let own = groups.map { group in
            let variable = Self.variable(String(group.label.trimmingPrefix(prefix)))
            return (variables.name(variable) { "\(variable)\($0)" }, stackName(group.label))
        }
        names = groups.map { group in
            let (variable, name) = own[group.place]
            return (variable, name, group.rules.map { stackName("\(name) \($0.direction.name) \($0.words(groups))") })
        }
    }

    /// "ecsApiSecurityGroup", of "ecs-api-sg".
    private static func variable(_ name: String) -> String {
        let ending = ["-sg", "_sg", "-SG", "-security-group"].first { name.hasSuffix($0) && name.count > $0.count }
        let words = name.dropLast(ending?.count ?? 0)
        guard ExportedName.hasLetters(String(words)) else { return "securityGroup" }
        return CodeText.lowerCamel(CodeText.snake(String(words))) + "SecurityGroup"
    }

    /// The text, and what is to be known of it.
    var written: (text: String, notes: [String]) {
        let members = names.map { "  \($0.variable): aws.ec2.SecurityGroup;\n" }.joined()
        let outputs = names.map { "  \($0.variable),\n" }.joined()
        let rules = groups.flatMap { group in zip(group.rules, names[group.place].rules).map { rule($0, of: group, called: $1) } }
        let note = hasImports ? ["// The option import takes over what is there; once that is done it is taken out.\n"] : []
        let parts =
            note + ["import * as aws from \"@pulumi/aws\";\n", "export interface SecurityGroupOutputs {\n\(members)}\n"]
            + groups.map(resource) + rules
            + ["export const securityGroups: SecurityGroupOutputs = {\n\(outputs)};\n"]
        return (parts.joined(separator: "\n"), [])
    }

    private func resource(_ group: ExportedGroup) -> String {
        var rows: [String] = []
        if !group.name.isEmpty { rows.append("name: \(CodeText.quoted(group.name)),") }
        if !group.description.isEmpty { rows.append("description: \(CodeText.quoted(group.description)),") }
        if !group.vpc.id.isEmpty {
            let remark = group.vpc.name.isEmpty ? "" : " // \(CodeText.oneLine(group.vpc.name))"
            rows.append("vpcId: \(CodeText.quoted(group.vpc.id)),\(remark)")
        }
        if !group.tags.isEmpty {
            rows += ["tags: {"] + group.tags.map { "  \(CodeText.quoted($0.key)): \(CodeText.quoted($0.value))," } + ["},"]
        }
        let (variable, name, _) = names[group.place]
        return "const \(variable) = " + text("aws.ec2.SecurityGroup", name, rows, group.importID)
    }

    private func rule(_ rule: ExportedRule, of group: ExportedGroup, called name: String) -> String {
        var rows = ["securityGroupId: \(names[group.place].variable).id,"]
        if !rule.description.isEmpty { rows.append("description: \(CodeText.quoted(rule.description)),") }
        rows.append("ipProtocol: \(CodeText.quoted(rule.ipProtocol)),")
        if rule.hasRange {
            // As in Terraform, whose provider this is.
            let isTakenOver = hasImports && rule.importID != nil
            let range = [("fromPort", rule.traffic.from), ("toPort", rule.traffic.to)]
            for (key, number) in range where number >= 0 || !isTakenOver {
                rows.append("\(key): \(number),")
            }
        }
        let remark = rule.peer.remark(of: .pulumi).map { " // \(CodeText.oneLine($0))" } ?? ""
        switch rule.peer {
        case .network(let network):
            rows.append("\(network.version == .v4 ? "cidrIpv4" : "cidrIpv6"): \(CodeText.quoted(network.description)),")
        case .prefixList(let id, _): rows.append("prefixListId: \(CodeText.quoted(id)),\(remark)")
        case .exported(let place): rows.append("referencedSecurityGroupId: \(names[place].variable).id,")
        case .other(let id, let account, _, _):
            rows.append("referencedSecurityGroupId: \(CodeText.quoted(account.map { "\($0)/\(id)" } ?? id)),\(remark)")
        }
        if !rule.tags.isEmpty {
            let tags = rule.tags.map { "\(CodeText.quoted($0.key)): \(CodeText.quoted($0.value))" }
            rows.append("tags: { \(tags.joined(separator: ", ")) },")
        }
        let type = rule.direction == .ingress ? "aws.vpc.SecurityGroupIngressRule" : "aws.vpc.SecurityGroupEgressRule"
        return text(type, name, rows, rule.importID)
    }

    private func text(_ type: String, _ name: String, _ rows: [String], _ id: String?) -> String {
        let options = hasImports ? id.map { ", { import: \(CodeText.quoted($0)) }" } ?? "" : ""
        let body = rows.map { "  \($0)\n" }.joined()
        return "new \(type)(\(CodeText.quoted(name)), {\n\(body)}\(options));\n"
    }
}
