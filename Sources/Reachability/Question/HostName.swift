import CoreModel

/// What DNS names and ARNs tell by their form.
enum HostName {
    /// Whether a text is a DNS name or an ARN, which is looked up as a whole.
    static func isExact(_ text: String) -> Bool { text.hasPrefix("arn:") || isName(text) }

    /// Whether a text has the form of a DNS name with a dot in it.
    static func isName(_ text: String) -> Bool {
        guard text.utf8.count <= 254, text.dropLast().contains(".") else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// The id at the end of an ARN of EC2: `arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1`.
    static func id(inARN text: String) -> String? {
        guard text.hasPrefix("arn:"), text.contains(":ec2:"), let slash = text.lastIndex(of: "/") else { return nil }
        return String(text[text.index(after: slash)...])
    }

    /// The address in a name that EC2 gives an instance: `ip-10-0-1-5.eu-west-1.compute.internal`, or `ip-10-0-1-5` alone; of a
    /// public one `ec2-198-51-100-1.compute-1.amazonaws.com`.
    ///
    /// The same label in anybody else's domain tells nothing. Source:
    /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-naming.html
    static func address(in text: String) -> IPAddress? {
        let labels = labels(text)
        guard let host = labels.first else { return nil }
        let domain = labels.dropFirst().joined(separator: ".")
        let isPrivate = domain.isEmpty || domain == "ec2.internal" || domain.hasSuffix(".compute.internal")
        let isPublic = domain == "compute-1.amazonaws.com" || isOfAWS(domain, ".compute")
        let prefix = isPrivate ? "ip-" : "ec2-"
        guard isPrivate || isPublic, host.hasPrefix(prefix) else { return nil }
        return try? IPAddress(
            parsing: host.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false).joined(separator: "."))
    }

    /// The name of the load balancer, database or cache that AWS makes a host name of, with its kind; several where the form leaves
    /// open what belongs to the name.
    ///
    /// Of a host name of anybody else nothing is known: its first label is no name of the input.
    static func owners(in text: String) -> [(name: String, kind: Attachment.Kind)] {
        let labels = labels(text)
        guard labels.count > 3, let first = labels.first else { return [] }
        let domain = labels.dropFirst().joined(separator: ".")
        if isOfAWS(domain, ".rds") { return [(first, .database)] }
        if isOfAWS(domain, ".cache") {
            // master.NAME, replica.NAME, clustercfg.NAME, or NAME and a node's NAME.
            let isRole = ["master", "replica", "clustercfg", "configuration"].contains(first)
            return [(isRole ? labels[1] : first, .cache)]
        }
        // NAME-1.REGION.elb.amazonaws.com, of network load balancers NAME-hash.elb.REGION.amazonaws.com.
        guard isOfAWS(domain, ".elb") || (labels[1] == "elb" && isOfAWS(domain, "")) else { return [] }
        // The number or mark that makes the name unique stands behind the last dash.
        guard let dash = first.lastIndex(of: "-") else { return [] }
        let name = String(first[..<dash])
        let inner = name.hasPrefix("internal-") ? [String(name.dropFirst("internal-".count))] : []
        return ([name] + inner).map { ($0, .loadBalancer) }
    }

    /// Whether a domain is a service's of AWS: its label, `amazonaws.com` or `amazonaws.com.cn`, a region before or between.
    private static func isOfAWS(_ domain: String, _ service: String) -> Bool {
        ["\(service).amazonaws.com", "\(service).amazonaws.com.cn"].contains { ".\(domain)".hasSuffix($0) }
    }

    private static func labels(_ text: String) -> [String] {
        let whole = text.hasSuffix(".") ? text.dropLast() : text[...]
        return whole.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }
}
