import CoreModel
import Reachability
import Text

/// Changes of load balancers and of what they send to.
extension NetworkFixText {
    private func balancer(_ id: TextID) -> LoadBalancer? { inventory.topology.loadBalancers.first { $0.id == id } }

    /// What the thing is.
    func balancerWord(_ id: TextID) -> String { balancer(id) == nil ? "target group" : "load balancer" }

    /// The command that sets whether nodes send to the targets of every zone; nil: as it was before it was set.
    func crossZone(_ id: TextID, _ value: String?) -> String {
        let region = BalancerArn(inventory[id])?.region ?? inventory[fix.scope(in: inventory).region]
        let place = region.isEmpty ? [] : ["--region", region]
        guard let balancer = balancer(id) else {
            let attribute = "Key=load_balancing.cross_zone.enabled,Value=\(value ?? "false")"
            return line(
                "elbv2 modify-target-group-attributes", place + ["--target-group-arn", inventory[id], "--attributes", attribute])
        }
        if balancer.kind == .classic {
            let attribute = "CrossZoneLoadBalancing={Enabled=\(value ?? "false")}"
            return line(
                "elb modify-load-balancer-attributes",
                place + ["--load-balancer-name", inventory[id], "--load-balancer-attributes", attribute])
        }
        let attribute = "Key=load_balancing.cross_zone.enabled,Value=\(value ?? "false")"
        return line(
            "elbv2 modify-load-balancer-attributes", place + ["--load-balancer-arn", inventory[id], "--attributes", attribute])
    }

    private func line(_ verb: String, _ arguments: [String]) -> String {
        (["aws \(verb)"] + arguments.map { ShellText.quoted($0) }).joined(separator: " ")
    }

    /// What to change in the resource.
    func crossZoneTerraform(_ id: TextID) -> String {
        let name = network.name(id)
        guard let balancer = balancer(id) else {
            return TerraformText.comment("in the aws_lb_target_group of \(name)") + "load_balancing_cross_zone_enabled = \"true\""
        }
        return balancer.kind == .classic
            ? TerraformText.comment("in the aws_elb of \(name)") + "cross_zone_load_balancing = true"
            : TerraformText.comment("in the aws_lb of \(name)") + "enable_cross_zone_load_balancing = true"
    }
}
