import Foundation

/// Groups of services that call each other tier by tier behind a front door, as AWS lists them.
struct ManyServices {
    let tiers: Int
    let each: Int

    private var names: [String] {
        ["front"] + (0..<tiers).flatMap { tier in (0..<each).map { "tier\(tier)-service\($0)" } }
    }

    /// The answer of `aws ec2 describe-security-groups`.
    var json: String {
        let groups = names.enumerated().map { place, name in
            """
            {"GroupId": "sg-\(place)", "GroupName": "\(name)", "VpcId": "vpc-1", "OwnerId": "111111111111", \
            "Description": "what \(name) lets in", "IpPermissions": [\(ingress(place).joined(separator: ", "))], \
            "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
            """
        }
        return "{\"SecurityGroups\": [\(groups.joined(separator: ",\n"))]}"
    }

    /// The front door lets in everybody, the first tier the front door, each other one two services of the tier before it.
    private func ingress(_ place: Int) -> [String] {
        func rule(_ port: Int, _ peer: String) -> String {
            "{\"IpProtocol\": \"tcp\", \"FromPort\": \(port), \"ToPort\": \(port), \(peer)}"
        }
        func group(_ place: Int) -> String { "\"UserIdGroupPairs\": [{\"GroupId\": \"sg-\(place)\"}]" }
        if place == 0 { return [rule(443, "\"IpRanges\": [{\"CidrIp\": \"0.0.0.0/0\"}]")] }
        if place <= each { return [rule(8080, group(0))] }
        let before = 1 + ((place - 1) / each - 1) * each
        return [0, 2].map { rule(8000 + place, group(before + (place - 1 + $0) % each)) }
    }
}
