//! Where the reader is on the way round a view, and what playing does with time.

/// How long one stage is shown while the circle plays, in milliseconds.
pub const STAGE_MILLIS: f64 = 2_200.0;

/// The longest stretch of time that one tick may stand for, in milliseconds: after a page was hidden for an hour the
/// circle goes on where it stopped.
const LONGEST_TICK_MILLIS: f64 = 250.0;

/// The reader's place on the way round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stepper {
    /// Number of stages.
    steps: usize,
    /// The current stage, counted from 1; 0 before the first.
    step: usize,
    /// The current lap, counted from 1.
    lap: u32,
    /// While playing, how long the current stage has been shown, in milliseconds.
    playing: Option<f64>,
}

impl Stepper {
    /// At the start of a way with this many stages.
    pub fn new(steps: usize) -> Self {
        Self { steps, step: 0, lap: 1, playing: None }
    }

    /// The number of stages.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The current stage, counted from 1; 0 before the first.
    pub fn step(&self) -> usize {
        self.step
    }

    /// The current lap, counted from 1.
    pub fn lap(&self) -> u32 {
        self.lap
    }

    /// Whether time moves it.
    pub fn is_playing(&self) -> bool {
        self.playing.is_some()
    }

    /// Goes to the next stage; from the last to the first of the next lap. Ends playing.
    pub fn next(&mut self) {
        self.playing = None;
        self.advance();
    }

    /// Undoes [`Stepper::next`]; before the first stage it does nothing. Ends playing.
    pub fn back(&mut self) {
        self.playing = None;
        if self.step == 1 && self.lap > 1 {
            self.step = self.steps;
            self.lap -= 1;
        } else {
            self.step = self.step.saturating_sub(1);
        }
    }

    /// Goes to a stage of the current lap; past the last, to the last. Ends playing.
    pub fn go_to(&mut self, step: usize) {
        self.playing = None;
        self.step = step.min(self.steps);
    }

    /// Goes back to before the first stage of the first lap. Ends playing.
    pub fn restart(&mut self) {
        *self = Self::new(self.steps);
    }

    /// Begins to play to the end of the lap. Before the first stage and at the last one it takes a step at once.
    pub fn play(&mut self) {
        if self.steps == 0 {
            return;
        }
        if self.step == 0 || self.step == self.steps {
            self.advance();
        }
        self.playing = (self.step < self.steps).then_some(0.0);
    }

    /// Ends playing.
    pub fn pause(&mut self) {
        self.playing = None;
    }

    /// Lets time pass, in milliseconds; true if that took a step. Playing ends with the last stage of the lap.
    pub fn tick(&mut self, millis: f64) -> bool {
        let Some(shown) = self.playing else { return false };
        let shown = shown + millis.clamp(0.0, LONGEST_TICK_MILLIS);
        if shown < STAGE_MILLIS {
            self.playing = Some(shown);
            return false;
        }
        self.advance();
        self.playing = (self.step < self.steps).then_some(0.0);
        true
    }

    fn advance(&mut self) {
        if self.steps == 0 {
            return;
        }
        if self.step == self.steps {
            self.step = 1;
            self.lap = self.lap.saturating_add(1);
        } else {
            self.step += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn play_shows_every_stage_once_and_stops_at_the_last() {
        let mut stepper = Stepper::new(4);
        stepper.play();
        let mut seen = vec![stepper.step()];
        for _ in 0..1_000 {
            if stepper.tick(100.0) {
                seen.push(stepper.step());
            }
        }
        assert_eq!(seen, [1, 2, 3, 4]);
        assert!(!stepper.is_playing());
        stepper.play();
        assert_eq!((stepper.step(), stepper.lap()), (1, 2));
    }

    #[test]
    fn an_hour_in_the_background_is_one_short_tick() {
        let mut stepper = Stepper::new(4);
        stepper.play();
        assert!(!stepper.tick(3_600_000.0));
        assert_eq!(stepper.step(), 1);
    }

    #[test]
    fn stepping_ends_playing() {
        let mut stepper = Stepper::new(4);
        for act in [Stepper::next, Stepper::back, Stepper::pause, Stepper::restart] {
            stepper.play();
            act(&mut stepper);
            assert!(!stepper.is_playing());
        }
    }

    #[test]
    fn a_way_without_stages_stays_where_it_is() {
        let mut stepper = Stepper::new(0);
        stepper.next();
        stepper.play();
        stepper.go_to(5);
        assert_eq!(stepper, Stepper::new(0));
    }

    proptest! {
        #[test]
        fn next_then_back_is_identity(steps in 1_usize..13, taken in 0_usize..60) {
            let mut stepper = Stepper::new(steps);
            for _ in 0..taken {
                stepper.next();
            }
            let before = stepper;
            stepper.next();
            stepper.back();
            prop_assert_eq!(stepper, before);
        }
    }
}
