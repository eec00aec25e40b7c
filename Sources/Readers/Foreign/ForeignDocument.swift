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
        return nil
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
