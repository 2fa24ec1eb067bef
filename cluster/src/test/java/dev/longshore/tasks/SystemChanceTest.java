package dev.longshore.tasks;

class SystemChanceTest extends ChanceContract {
    @Override
    protected Chance chance() {
        return new SystemChance();
    }
}
