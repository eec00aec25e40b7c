/// Documents that tell of security groups in a form that is not read: what they are, and what gives a form that is.
enum ForeignDocument {
    /// What becomes of a document; nil where it is none of these.
    static func outcome(_ root: JSONValue) -> Documents.Outcome? {
        guard root.kind == .object else { return nil }
        if let what = manifest(root) {
            return .notReadYet(what: what, instead: "give what it comes to: aws ec2 describe-security-groups")
        }
        if root.has("service"), let provider = (try? root.member("provider")) ?? nil, isOfServerless(provider) {
            return .notReadYet(
                what: "a configuration of the Serverless Framework",
                instead: "give the template that serverless package writes: .serverless/cloudformation-template-update-stack.json"
            )
        }
        if root.has("@level"), root.has("@message"), root.has("@module") || root.has("type") {
            return .notReadYet(
                what: "a log of terraform's -json",
                instead: "give terraform show -json PLANFILE, where plan -out=PLANFILE wrote it")
        }
        if isCode(root) { return .notReadYet(what: ForeignText.code.what, instead: ForeignText.code.instead) }
        if root.has("FlowLogs") || root.has("FlowLogId"), describesFlowLogs(root) { return .ofLogs }
        return nil
    }

    /// Whether an object is the answer of `describe-flow-logs`, or a flow log of it.
    static func describesFlowLogs(_ root: JSONValue) -> Bool {
        guard root.kind == .object else { return false }
        if root.has("FlowLogId") { return true }
        guard let list = (try? root.member("FlowLogs")) ?? nil, let logs = try? list.elements() else { return false }
        return logs.allSatisfy { $0.kind == .object && $0.has("FlowLogId") }
    }

    /// Whether an object is code of Terraform in its JSON form (`main.tf.json`): blocks alone, with a resource or a module among them.
    private static func isCode(_ root: JSONValue) -> Bool {
        guard let members = try? root.members() else { return false }
        let isBlocks = members.allSatisfy { key, value in
            key.string == "//" || ForeignText.blocks.contains(key.string[...]) && (value.kind == .object || value.kind == .array)
        }
        guard isBlocks else { return false }
        let resources = blocks(root, "resource").contains { $0.key.string.contains("_") && $0.value.kind != .text }
        return resources || blocks(root, "module").contains { $0.value.kind == .object && $0.value.has("source") }
    }

    /// What stands in the blocks of a kind: an object, or a list of some.
    private static func blocks(_ root: JSONValue, _ kind: StaticString) -> [(key: JSONText, value: JSONValue)] {
        guard let own = (try? root.member(kind)) ?? nil else { return [] }
        if let members = try? own.members() { return Array(members) }
        guard let list = try? own.elements() else { return [] }
        var found: [(key: JSONText, value: JSONValue)] = []
        for one in list {
            if let members = try? one.members() { found += Array(members) }
        }
        return found
    }

    private static func isOfServerless(_ provider: JSONValue) -> Bool {
        if let name = try? provider.text() { return "aws" ~= name }
        guard provider.kind == .object, let name = (try? provider.text("name")) ?? nil else { return false }
        return "aws" ~= name
    }

    /// A manifest of a controller that keeps things of AWS, alone or first of a list.
    private static func manifest(_ root: JSONValue) -> String? {
        guard root.has("kind"), let version = (try? root.text("apiVersion")) ?? nil else { return nil }
        let group = version.string.split(separator: "/").first.map(String.init) ?? ""
        if group.hasSuffix(".services.k8s.aws") { return "a manifest of AWS Controllers for Kubernetes" }
        if group.hasSuffix("crossplane.io") || group.hasSuffix("upbound.io") { return "a manifest of Crossplane" }
        guard let items = try? root.elements("items"), let first = items.first, first.kind == .object else { return nil }
        return manifest(first)
    }
}
