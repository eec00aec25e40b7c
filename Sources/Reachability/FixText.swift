import SecurityGroups

/// Writes a fix as an `aws` command, the command that undoes it, and Terraform.
struct FixText: Sendable {
    let analyzer: Analyzer
    let question: Question

    private var inventory: Inventory { analyzer.inventory }

    /// `aws ec2 authorize-security-group-ingress ...`, one line, quoted for a shell.
    func command(_ fix: Fix, revoke: Bool, description: String?) -> String {
        let verb = revoke ? "revoke" : "authorize"
        let region = inventory[inventory[fix.group].region]
        let id = inventory[inventory[fix.group].id]
        let regionFlag = region.isEmpty ? "" : " --region \(ShellText.quoted(region))"
        return "aws ec2 \(verb)-security-group-\(fix.direction.name)\(regionFlag) --group-id \(ShellText.quoted(id)) "
            + "--ip-permissions \(ShellText.quoted(permission(fix, description), always: true))"
    }

    /// The shorthand of one permission.
    private func permission(_ fix: Fix, _ description: String?) -> String {
        let traffic = fix.traffic
        var parts = ["IpProtocol=\(Self.apiProtocol(traffic.ipProtocol))"]
        if traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP {
            parts += ["FromPort=\(traffic.from)", "ToPort=\(traffic.to)"]
        }
        let suffix = description.map { ",Description=\"\(Self.allowedCharacters($0))\"" } ?? ""
        if let network = fix.peerNetwork {
            parts.append(
                network.version == .v4
                    ? "IpRanges=[{CidrIp=\(network)\(suffix)}]" : "Ipv6Ranges=[{CidrIpv6=\"\(network)\"\(suffix)}]")
        } else {
            parts.append("UserIdGroupPairs=[{GroupId=\(fix.peer)\(suffix)}]")
        }
        return parts.joined(separator: ",")
    }

    /// A rule resource of the AWS provider.
    func terraform(_ fix: Fix, description: String) -> String {
        let kind = fix.direction == .ingress ? "ingress" : "egress"
        let traffic = fix.traffic
        let name = Self.resourceName("\(analyzer.names.name(of: fix.group)) \(traffic.text) \(fix.peer)")
        let reference =
            fix.peerGroup != nil ? "referenced_security_group_id" : (fix.peerNetwork?.version == .v6 ? "cidr_ipv6" : "cidr_ipv4")
        var rows = [
            ("security_group_id", Self.quoted(inventory[inventory[fix.group].id])),
            ("description", Self.quoted(Self.allowedCharacters(description))),
            ("ip_protocol", Self.quoted(Self.apiProtocol(traffic.ipProtocol))),
        ]
        if traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP {
            rows += [("from_port", "\(traffic.from)"), ("to_port", "\(traffic.to)")]
        }
        rows.append((reference, Self.quoted(fix.peer)))
        let width = rows.map(\.0.count).max() ?? 0
        let body = rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count)) = \($0.1)\n" }.joined()
        return "resource \"aws_vpc_security_group_\(kind)_rule\" \"\(name)\" {\n\(body)}"
    }

    /// "PostgreSQL from ALB SG", "tcp 8080 to ECS API SG", "ping from 203.0.113.9".
    static func description(_ question: Question, _ direction: Direction, _ other: String) -> String {
        "\(question.port.isPing ? "ping" : question.port.text(question.version)) \(RuleText.preposition(direction)) \(other)"
    }

    private static func apiProtocol(_ ipProtocol: IPProtocol) -> String {
        ipProtocol.hasPorts || ipProtocol.isICMP ? ipProtocol.description : "\(ipProtocol.number)"
    }

    /// What AWS takes in a rule's description: up to 255 of these characters.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    private static func allowedCharacters(_ text: String) -> String {
        String(
            text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || " ._-:/()#,@[]+=&;{}!$*".contains($0)) }.prefix(255))
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { character -> String in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "$": "$$"
            default: String(character)
            }
        }.joined()
        return "\"\(escaped)\""
    }

    private static func resourceName(_ text: String) -> String {
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.joined(separator: "_")
    }
}

extension ShellText {
    /// In single quotes even where nothing is special, as people expect of an argument with commas and braces.
    static func quoted(_ text: String, always: Bool) -> String {
        let plain = quoted(text)
        return always && plain == text ? "'\(text)'" : plain
    }
}
